/* run.c -- one run, from its spec to its last event.
 *
 * Theory of operation. The supervisor is this one thread. It has an init born (see zygote.c, inside.c), waits until
 * the program to be stands behind its walls, takes the time, lets it go, and then sits in one ppoll: the socket pair to
 * init, the ends of the two output pipes, the control socket, signals (SIGCHLD: something for wait4), and the event
 * stream if its reader is slow. The timeout is the next moment at which a limit could be reached, or a look be taken at
 * a tree that has gone quiet (see cuts.c).
 *
 * Whatever ends the run - the program's own end, a limit, the reader, a failure of ours - only sets the cause, once,
 * and kills. The loop then goes on until init has been reaped, which the kernel allows no sooner than when every
 * process of the pid namespace is dead. Nothing waits for the end of a pipe: an orphan may hold it open. What ended the
 * run is thus what the supervisor did or what wait4 said of the first process, never what the program printed or the
 * number it exited with. */
#include "sandbox/run.h"

#include "sandbox/base/clock.h"
#include "sandbox/base/fd.h"
#include "sandbox/cpus.h"
#include "sandbox/cuts.h"
#include "sandbox/files.h"
#include "sandbox/inside.h"
#include "sandbox/meter.h"
#include "sandbox/observe/fds.h"
#include "sandbox/observe/waits.h"
#include "sandbox/proc.h"
#include "sandbox/pump.h"
#include "sandbox/spins.h"
#include "sandbox/stacks.h"
#include "sandbox/stream.h"
#include "sandbox/tracer.h"
#include "sandbox/walls/leftovers.h"
#include "sandbox/walls/limits.h"
#include "sandbox/walls/namespaces.h"
#include "sandbox/walls/policy.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const uint64_t MS = 1000 * 1000;
static const uint64_t STUCK_NS = 20ULL * 1000 * 1000 * 1000; /* nothing happens for so long: our fault */
static const uint64_t POLL_NS = 10 * 1000 * 1000; /* between two looks at memory, where nobody counts for us */

struct run {
    struct slot *slot;
    const struct spec *spec;
    const int *fds;
    enum spec_trace trace; /* the spec's; but without a pid namespace only a tracer can kill all */
    struct stream stream, unheard;
    struct tracer tracer;
    struct meter meter;
    struct cuts cuts;
    struct cpus cpus;
    struct stacks stacks;
    struct arena *arena; /* of the tracer's ledger; NULL without one */
    struct pump out, err;
    int out_to, err_to; /* the pipes' other ends, kept so that their closing wakes nobody */
    int say;            /* our end of the socket pair */
    pid_t init;         /* 0: it may not be born yet */
    bool was_asked;     /* for an init */
    bool is_gone;       /* nobody is left who could say anything on the socket pair */
    bool init_ended, is_killing;
    bool has_more; /* children were left to be seen */
    int init_status;
    struct leftovers leftovers;
    const struct inside_end *end; /* how the program ended, as init knows once it is dead */
    enum run_cause cause;
    bool is_alone;                                          /* the reader is gone */
    bool has_begun;                                         /* the program was let go */
    uint64_t begin_ns, dying_ns, next_cpu_ns, next_poll_ns; /* dying: when somebody last did */
    uint64_t led_cpu_ns; /* of tasks that were led on when time was over: not the program's doing */
    struct err e;
};

/* --- ending -------------------------------------------------------------------------------------------------- */

#define is_minimal(run) ((run)->slot->isolation == ISOLATION_MINIMAL)

/* Without a pid namespace: orphans of those killed are init's children now; one that no tracer has met is stopped. */
static void kill_orphans(struct run *run)
{
    pid_t pids[1024];
    for (size_t i = proc_children(run->init, pids, sizeof pids / sizeof *pids); i > 0; i--)
        (void)kill(pids[i - 1], SIGKILL); /* init's child, dead at most */
}

static void kill_all(struct run *run)
{
    if (run->is_killing)
        return;
    run->is_killing = true;
    run->dying_ns = clock_ns();
    cpus_spread(&run->cpus, &run->tracer); /* many die faster so */
    tracer_kill(&run->tracer);
    /* What no tracer knows might fork faster than the kernel can kill it on behalf of a dying init. */
    if (!run->trace && run->cause != CAUSE_ENDED && cgroup_kill(&run->slot->cgroup))
        zygotes_end(&run->slot->zygotes); /* they were hit, too */
    if (run->init == 0 && run->was_asked)
        run->init = zygotes_init(&run->slot->zygotes);
    if (run->init == 0)
        run->init_ended = true;
    else if (!run->init_ended && !(is_minimal(run) && run->has_begun)) /* there it ends after all others */
        (void)kill(run->init, SIGKILL);                                /* a zombie at most, as only we reap it */
}

static void end(struct run *run, enum run_cause cause)
{
    if (run->is_killing)
        return;
    run->cause = cause;
    kill_all(run);
}

/* Where init's death is nobody else's. Of who was missed nobody will tell. */
static bool is_anybody_left(struct run *run)
{
    if (is_minimal(run))
        (void)tracer_miss(&run->tracer); /* seen below */
    for (size_t i = 0; is_minimal(run) && i < run->tracer.count; i++)
        if (!run->tracer.tasks[i].ended)
            return true;
    return false;
}

static void see_children(struct run *run);

/* How all stand when their time is over: from here on they may only be killed. */
static void look_last(struct run *run)
{
    enum { TRIES_MAX = 20 };
    uint64_t until = clock_ns() + 5000 * MS; /* on a busy machine a halt takes its time */
    run->tracer.is_over = true;              /* or those who make others make more than can be looked at */
    for (int i = 0;
         i < TRIES_MAX && clock_ns() < until && !run->is_killing && !cuts_look_last(&run->cuts, &run->tracer); i++)
        do
            see_children(run);
        while (run->has_more && clock_ns() < until);
}

static void say_last(struct run *run)
{
    uint64_t before_ns = meter_cpu_ns(&run->meter);
    stacks_stop(&run->stacks, &run->tracer, &run->cuts.last);
    spins_look(&run->stacks, &run->tracer, &run->cuts.last);
    run->led_cpu_ns = meter_cpu_ns(&run->meter) - before_ns;
}

/* Where those are who wait is of interest. */
static void end_stuck(struct run *run, enum run_cause cause)
{
    if (!run->is_killing)
        stacks_stop(&run->stacks, &run->tracer, &run->cuts.last);
    end(run, cause);
    see_children(run); /* their SIGCHLD may have been taken */
}

static void limit(struct run *run, enum run_cause cause, uint64_t measured, uint64_t allowed)
{
    bool is_time = run->spec->trace == TRACE_WAITS && (cause == CAUSE_WALL || cause == CAUSE_CPU);
    if (run->tracer.first_ended)
        end(run, CAUSE_ENDED); /* the program has ended already: its limits only end what it left behind */
    else if (is_time)
        look_last(run);
    if (run->is_killing)
        return;
    stream_add(&run->stream, EV_LIMIT, 0, 0, ARGS(cause, (int64_t)measured, (int64_t)allowed), NULL);
    if (is_time)
        say_last(run);
    end(run, cause);
    if (is_time)
        see_children(run); /* their SIGCHLD may have been taken */
}

/* Told by EV_BROKEN. */
static void broken(struct run *run, const char *why)
{
    (void)err_set(&run->e, ERR_SYSTEM, "%s", why); /* the first cause wins */
    kill_all(run);
}

/* --- starting ------------------------------------------------------------------------------------------------- */

static bool check_spec(const struct slot *slot, const struct spec *spec, size_t size, const int *fds, size_t fd_count,
                       struct err *e)
{
    if (!spec_check(spec, size, fd_count, e))
        return false;
    if (slot->why.code != ERR_NONE)
        return err_set(e, slot->why.code, "%s", slot->why.text);
    if ((unsigned)slot->isolation > spec->least_isolation)
        return err_set(e, ERR_SYSTEM, "isolation is %s, wanted %s", isolation_name(slot->isolation),
                       isolation_name((enum isolation)spec->least_isolation));
    /* init opens it by name, with more rights than the sender has: nothing but a sealed memory file will do. */
    int seals = fcntl(fds[SPEC_FD_STDIN], F_GET_SEALS);
    if (seals < 0 || !(seals & (F_SEAL_WRITE | F_SEAL_FUTURE_WRITE)))
        return err_set(e, ERR_INPUT, "stdin is no sealed memory file");
    return true;
}

static void close_ends(struct run *run)
{
    int *const ends[] = {&run->say, &run->out.from, &run->err.from, &run->out_to, &run->err_to};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        fd_close(ends[i]);
}

static bool start_init(struct run *run)
{
    struct slot *slot = run->slot;
    struct err *e = &run->e;
    size_t file_count = run->spec->file_count;
    AUTO_CLOSE int input = -1;
    int pair[2], one = 1;
    zygotes_settle(&slot->zygotes);
    bool sees_names = view_of((enum spec_policy)run->spec->policy) == VIEW_STUDENT;
    if (is_minimal(run) && sees_names &&
        !leftovers_begin(&run->leftovers, slot->ids.uid, slot->shares_user, slot->control_fd, e))
        return false;
    if (!cgroup_begin(&slot->cgroup, run->spec->limits.memory_kib, e) ||
        !files_input(run->fds[SPEC_FD_STDIN], &input, e) || !pump_pipe(&run->out, &slot->ids, &run->out_to, e) ||
        !pump_pipe(&run->err, &slot->ids, &run->err_to, e))
        return false;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
        return err_set(e, ERR_SYSTEM, "socketpair: %s", strerror(errno));
    run->say = pair[0];
    AUTO_CLOSE int theirs = pair[1];
    if (setsockopt(run->say, SOL_SOCKET, SO_PASSCRED, &one, sizeof one) < 0)
        return err_set(e, ERR_SYSTEM, "credentials: %s", strerror(errno));
    int fds[INSIDE_FDS_MAX] = {
        [INSIDE_STDIN] = input, [INSIDE_OUT] = run->out_to, [INSIDE_ERR] = run->err_to, [INSIDE_SAY] = theirs};
    memcpy(fds + INSIDE_FILES, run->fds + SPEC_FD_FILES, file_count * sizeof *fds);
    run->was_asked = zygotes_ask(&slot->zygotes, fds, INSIDE_FILES + file_count, e);
    return run->was_asked;
}

/* Receives what init or the program to be says, with the sender's pid and the folders, if it carries any. False when
 * nothing came (again: *gone when nothing ever will). */
static bool hear(struct run *run, struct inside_message *message, pid_t *sender, bool *gone)
{
    union {
        char bytes[CMSG_SPACE(sizeof(struct ucred)) + CMSG_SPACE(METER_FOLDERS * sizeof(int))];
        struct cmsghdr align;
    } control;
    struct iovec data = {message, sizeof *message};
    struct msghdr msg = {
        .msg_iov = &data, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    ssize_t n = recvmsg(run->say, &msg, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    *gone = n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
    if (n != (ssize_t)sizeof *message)
        return false;
    for (struct cmsghdr *head = CMSG_FIRSTHDR(&msg); head; head = CMSG_NXTHDR(&msg, head)) {
        struct ucred who;
        if (head->cmsg_type == SCM_CREDENTIALS) {
            memcpy(&who, CMSG_DATA(head), sizeof who);
            *sender = who.pid;
        } else if (head->cmsg_type == SCM_RIGHTS) {
            memcpy(run->meter.folders, CMSG_DATA(head), head->cmsg_len - CMSG_LEN(0));
        }
    }
    message->text[sizeof message->text - 1] = 0;
    return true;
}

static bool fail_as_told(struct run *run, const struct inside_message *message)
{
    return err_set(&run->e, ERR_SYSTEM, "%s", message->kind == INSIDE_FAILED ? message->text : "init is out of order");
}

/* Waits for the program to say that it waits. */
static bool expect(struct run *run, struct inside_message *message, pid_t *sender)
{
    uint64_t until = clock_ns() + STUCK_NS;
    while (clock_ns() < until) {
        struct pollfd fds[] = {{run->say, POLLIN, 0}, {run->slot->control_fd, 0, 0}};
        if (poll(fds, 2, 1000) < 0 && errno != EINTR)
            return err_set(&run->e, ERR_SYSTEM, "poll: %s", strerror(errno));
        if (hear(run, message, sender, &run->is_gone))
            return message->kind == INSIDE_WAITS || fail_as_told(run, message);
        if (run->is_gone && cgroup_oom(&run->slot->cgroup) == CGROUP_OOM_OWN)
            return err_set(&run->e, ERR_SYSTEM, "%u KiB do not even hold the files", run->spec->limits.memory_kib);
        if (run->is_gone)
            return err_set(&run->e, ERR_SYSTEM, "init died before the program began");
        if (fds[1].revents & (POLLHUP | POLLERR))
            return err_set(&run->e, ERR_SYSTEM, "the reader is gone");
    }
    return err_set(&run->e, ERR_SYSTEM, "the walls took too long to build");
}

/* Who was killed while idle may take a request to the grave: nothing has begun, another is asked. All that stood ready
 * may have been killed at once; the one after them is new. */
static bool wait_for_program(struct run *run, struct inside_message *message, pid_t *pid)
{
    for (int graves = 0;; graves++) {
        bool waits = expect(run, message, pid);
        run->init = zygotes_init(&run->slot->zygotes);
        if (waits || !run->is_gone || graves == ZYGOTES_READY || !zygotes_lost(&run->slot->zygotes))
            return waits;
        run->init = 0;
        run->e = (struct err){0};
        close_ends(run);
        if (!start_init(run))
            return false;
    }
}

static bool start_program(struct run *run)
{
    struct inside_message message;
    pid_t pid = 0;
    if (!wait_for_program(run, &message, &pid) || !limits_offer(pid, &run->e))
        return false;
    uint32_t layers = namespaces_layers(run->slot->isolation) | (message.is_landlocked ? 1U << LAYER_LANDLOCK : 0);
    layers |= cgroup_has(&run->slot->cgroup, CGROUP_MEMORY) ? 1U << LAYER_CGROUP : 0;
    cgroup_start(&run->slot->cgroup);
    stream_begin(&run->stream, run->slot->events_fd);
    run->begin_ns = run->stream.begin_ns;
    meter_start(&run->meter, run->begin_ns, run->spec->limits.wall_ms * MS);
    stream_add(&run->stream, EV_BEGIN, 0, 0, ARGS(run->slot->isolation, layers), NULL);
    run->unheard.fd = -1;
    tracer_begin(&run->tracer, run->spec->trace ? &run->stream : &run->unheard);
    run->stacks = (struct stacks){.stream = &run->stream, .side_fd = run->fds[SPEC_FD_SIDE]};
    if (run->spec->trace == TRACE_WAITS) {
        run->arena = arena_make();
        run->tracer.stacks = &run->stacks;
        run->stream.rest = waits_begin_rest(run->arena);
        run->tracer.fds = fds_begin(run->arena);
        run->tracer.cpus = &run->cpus;
        cpus_gather(&run->cpus, &run->slot->zygotes.birth->cpus, pid);
    }
    if (run->trace && !tracer_seize(&run->tracer, pid, &run->e))
        return false;
    if (!run->spec->trace)
        stream_add(&run->stream, EV_TASK, 1, 1, ARGS(0, TASK_FIRST, 2), NULL);
    if (run->spec->trace == TRACE_WAITS)
        cuts_begin(&run->cuts, &run->stream, &run->tracer, run->init, &run->out.from, &run->err.from,
                   run->meter.folders, METER_FOLDERS);
    if (send(run->say, "", 1, MSG_NOSIGNAL) != 1)
        return err_set(&run->e, ERR_SYSTEM, "the program died before it began");
    run->has_begun = true;
    return true;
}

/* --- while it runs --------------------------------------------------------------------------------------------- */

/* The CPU limit cannot be reached before all CPUs together have used up what is left of it. */
static void check_cpu(struct run *run, uint64_t now)
{
    uint64_t used = meter_cpu_ns(&run->meter), allowed = run->spec->limits.cpu_ms * MS;
    if (used >= allowed)
        limit(run, CAUSE_CPU, used, allowed);
    uint64_t soonest = (allowed - (used < allowed ? used : allowed)) / run->slot->cpus;
    run->next_cpu_ns = now + (soonest > 5 * MS ? soonest : 5 * MS);
}

/* Where there is none left above our own group, it is not the program that took too much. */
static bool is_out_of_memory(struct run *run)
{
    enum cgroup_oom oom = cgroup_oom(&run->slot->cgroup);
    if (oom == CGROUP_OOM_ABOVE)
        broken(run, "memory ran out on this machine, or in a cgroup above");
    return oom == CGROUP_OOM_OWN;
}

/* Memory: where no cgroup limits it; or no tracer says at once when that killed, or it not what was the most. */
static bool must_poll(const struct run *run)
{
    return meter_must_poll(&run->meter) || !run->trace || meter_must_sample(&run->meter);
}

static void check_memory(struct run *run, uint64_t now)
{
    uint64_t allowed = run->spec->limits.memory_kib;
    bool by_cgroup = !meter_must_poll(&run->meter);
    uint64_t used = by_cgroup ? allowed + is_out_of_memory(run) : meter_memory_kib(&run->meter, allowed);
    if (used > allowed)
        limit(run, CAUSE_MEMORY, by_cgroup ? allowed : used, allowed);
    run->next_poll_ns = now + (by_cgroup && !meter_sample(&run->meter) ? 10 : 1) * POLL_NS;
}

static void check_tasks(struct run *run)
{
    if (run->tracer.alive > run->spec->limits.processes)
        limit(run, CAUSE_PROCESSES, run->tracer.alive, run->spec->limits.processes);
    if (run->tracer.is_forbidden)
        end(run, CAUSE_FORBIDDEN);
    if (run->tracer.killed_one && is_out_of_memory(run))
        limit(run, CAUSE_MEMORY, run->spec->limits.memory_kib, run->spec->limits.memory_kib);
    run->tracer.killed_one = false;
    /* The kernel for memory or CPU time, the program itself, we are ruled out: it was somebody on this machine. */
    if (run->spec->trace == TRACE_WAITS && run->tracer.was_killed && !run->is_killing &&
        meter_cpu_ns(&run->meter) < run->spec->limits.cpu_ms * MS) {
        broken(run, "a process of the program was killed from outside");
        return;
    }
    if (run->tracer.first_ended && (run->spec->trace != TRACE_WAITS || run->tracer.alive == 0))
        end(run, CAUSE_ENDED);
    else if (run->tracer.first_ended)
        cuts_rest(&run->cuts); /* what the others still do must not depend on who was faster */
}

static void end_by_wall(struct run *run, uint64_t now)
{
    if (meter_is_starved(&run->meter))
        broken(run, "this machine is too busy: the program waited 20 s for a CPU, and had little of one");
    else
        limit(run, CAUSE_WALL, now - run->begin_ns, run->spec->limits.wall_ms * MS);
}

/* What must be looked at by the clock; returns when to look again, 0: never. */
static uint64_t check_clocks(struct run *run)
{
    uint64_t now = clock_ns();
    if (run->is_killing && now > run->dying_ns + STUCK_NS) {
        (void)err_set(&run->e, ERR_SYSTEM, "processes would not die"); /* told by EV_BROKEN */
        return 0;
    }
    if (run->is_killing && is_minimal(run) && run->has_begun)
        kill_orphans(run);
    if (run->is_killing)
        return now + (is_minimal(run) ? MS : 1000 * MS);
    meter_begin(&run->meter, now - run->begin_ns);
    if (now >= run->meter.wall_end_ns && !meter_extend(&run->meter))
        end_by_wall(run, now);
    if (now >= run->next_cpu_ns)
        check_cpu(run, now);
    if (must_poll(run) && now >= run->next_poll_ns)
        check_memory(run, now);
    tracer_adopt(&run->tracer);
    if (run->tracer.first_ended && tracer_miss(&run->tracer))
        check_tasks(run);
    if (run->spec->trace == TRACE_WAITS && !run->is_killing && now >= run->cuts.next_ns)
        cuts_look(&run->cuts);
    if (run->stream.is_rest_stuck)
        end_stuck(run, CAUSE_ENDED);
    uint64_t next = run->meter.wall_end_ns < run->next_cpu_ns ? run->meter.wall_end_ns : run->next_cpu_ns;
    if ((must_poll(run) || !run->meter.has_begun) && run->next_poll_ns < next)
        next = run->next_poll_ns;
    if (run->spec->trace == TRACE_WAITS && run->cuts.next_ns < next)
        next = run->cuts.next_ns;
    uint64_t spread_ns = cpus_look(&run->cpus, &run->tracer, now);
    next = spread_ns < next ? spread_ns : next;
    return run->tracer.count > run->tracer.alive && now + POLL_NS < next ? now + POLL_NS : next;
}

/* Who is let go may be back at once, so that there may always be one more: limits and output have their turn, too.
 * While that is most likely (cpus.h), it is waited for right here: a program is stopped most often as it begins. */
static void see_children(struct run *run)
{
    enum { AT_ONCE = 64 };
    int status;
    struct rusage used;
    for (int i = 0; i < AT_ONCE; i++) {
        bool may_sleep = i > 0 && run->cpus.is_one && run->tracer.alive > 0 && !run->is_killing && !run->tracer.is_over;
        pid_t pid = meter_wait(&run->meter, __WALL | (may_sleep ? 0 : WNOHANG), &status, &used);
        run->has_more = pid > 0;
        if (pid <= 0)
            return;
        run->dying_ns = clock_ns();
        cuts_moved(&run->cuts, run->dying_ns);
        if (!WIFSTOPPED(status) && zygotes_buried(&run->slot->zygotes, pid))
            continue;
        if (pid != run->init) {
            tracer_see(&run->tracer, pid, status, (uint64_t)used.ru_maxrss);
            check_tasks(run);
        } else if (!WIFSTOPPED(status)) {
            run->init_ended = true;
            run->init_status = status;
            if (is_minimal(run) && !run->is_killing && is_anybody_left(run))
                broken(run, "init was killed");
        }
    }
}

static void see_control(struct run *run)
{
    char stop[2];
    ssize_t n = recv(run->slot->control_fd, stop, sizeof stop, MSG_PEEK | MSG_DONTWAIT | MSG_TRUNC);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
        run->is_alone = true;
        end(run, CAUSE_STOPPED);
    } else if (n == 1) {
        (void)recv(run->slot->control_fd, stop, sizeof stop, MSG_DONTWAIT); /* the one just seen */
        if (!run->is_killing)
            stream_add(&run->stream, EV_STOPPED, 0, 0, ARGS(0), NULL);
        end_stuck(run, CAUSE_STOPPED);
    }
}

static void see_signals(struct run *run)
{
    struct signalfd_siginfo info[4]; /* standard signals wait once each: what does not fit makes the next poll end */
    ssize_t n = read(run->slot->signals_fd, info, sizeof info);
    for (ssize_t i = 0; i < n / (ssize_t)sizeof *info; i++)
        if (info[i].ssi_signo == SIGTERM) {
            run->is_alone = true;
            end(run, CAUSE_STOPPED);
        }
    see_children(run);
}

static void see_output(struct run *run, struct pump *pump)
{
    cuts_moved(&run->cuts, clock_ns());
    if (!pump_move(pump)) {
        (void)err_set(&run->e, ERR_SYSTEM, "keep output: %s", strerror(errno)); /* told by EV_BROKEN */
        kill_all(run);
    }
    if (pump_is_over(pump))
        limit(run, CAUSE_OUTPUT, pump->bytes, pump->cap);
}

static void wait_for_all(struct run *run)
{
    enum { SIGNALS, OUT, ERR, EVENTS, CONTROL, COUNT };
    uint64_t expected = clock_ns();
    while (!run->init_ended || run->has_more || is_anybody_left(run)) {
        expected = meter_now(&run->meter, expected);
        uint64_t next = check_clocks(run), now = meter_now(&run->meter, expected);
        if (next == 0)
            return;
        next = run->is_alone || run->stream.due_ns > next ? next : run->stream.due_ns;
        next = next > now && !run->has_more ? next : now;
        struct timespec wait = {(time_t)((next - now) / 1000000000), (long)((next - now) % 1000000000)};
        struct pollfd fds[COUNT] = {
            [SIGNALS] = {run->slot->signals_fd, POLLIN, 0},
            [OUT] = {run->out.from, POLLIN, 0},
            [ERR] = {run->err.from, POLLIN, 0},
            [EVENTS] = {run->stream.is_slow && !run->is_alone ? run->stream.fd : -1, POLLOUT, 0},
            [CONTROL] = {run->is_killing ? -1 : run->slot->control_fd, POLLIN, 0},
        };
        (void)ppoll(fds, COUNT, &wait, NULL); /* EINTR: then nothing is set in fds */
        expected = meter_now(&run->meter, next);
        if (fds[SIGNALS].revents || run->has_more)
            see_signals(run);
        if (fds[OUT].revents)
            see_output(run, &run->out);
        if (fds[ERR].revents)
            see_output(run, &run->err);
        if (fds[CONTROL].revents)
            see_control(run);
        if (!run->is_alone && !stream_flush(&run->stream, fds[EVENTS].revents != 0)) {
            run->is_alone = true;
            end(run, CAUSE_STOPPED);
        }
    }
}

/* --- after it ------------------------------------------------------------------------------------------------- */

static void say_output(struct run *run, int number, struct pump *pump)
{
    if (!pump_drain(pump))
        (void)err_set(&run->e, ERR_SYSTEM, "keep output: %s", strerror(errno)); /* told by EV_BROKEN */
    if (pump_is_over(pump) && run->cause == CAUSE_ENDED) { /* the last of it was still in the pipe */
        stream_add(&run->stream, EV_LIMIT, 0, 0, ARGS(CAUSE_OUTPUT, (int64_t)pump->bytes, (int64_t)pump->cap), NULL);
        run->cause = CAUSE_OUTPUT;
    }
    stream_add(&run->stream, EV_OUTPUT, 0, 0, ARGS(number, (int64_t)pump->bytes, pump_is_over(pump)), NULL);
}

static void say_files(struct run *run)
{
    const struct spec *spec = run->spec;
    for (uint32_t i = 0; i < spec->file_count; i++) {
        enum file_fate fate;
        uint64_t bytes;
        if (spec->files[i].place != PLACE_OUT)
            continue;
        if (!files_out(spec, i, run->meter.folders[0], run->fds[SPEC_FD_FILES + i], &fate, &bytes, &run->e))
            return;
        stream_add(&run->stream, EV_FILE, 0, 0, ARGS(i, fate, (int64_t)bytes), NULL);
    }
}

/* Untraced, init is the witness. */
static void say_exit(struct run *run)
{
    if (run->spec->trace || !(run->end->is_known || run->is_killing))
        return;
    int status = run->end->is_known ? run->end->status : SIGKILL;
    int64_t code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    int64_t signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    stream_add(&run->stream, EV_EXIT, 1, 1, ARGS(code, signal, (int64_t)run->end->cpu_ns), NULL);
}

/* init is dead. Did it end as it should: after the program, or by our hand? */
static void judge_init(struct run *run)
{
    bool has_ended = run->end->is_known || run->tracer.first_ended;
    if (is_out_of_memory(run) && run->cause == CAUSE_ENDED) {
        uint64_t allowed = run->spec->limits.memory_kib;
        stream_add(&run->stream, EV_LIMIT, 0, 0, ARGS(CAUSE_MEMORY, (int64_t)allowed, (int64_t)allowed), NULL);
        run->cause = CAUSE_MEMORY;
    } else if (!run->is_killing && !has_ended) {
        (void)err_set(&run->e, ERR_SYSTEM, "init died by signal %d", WTERMSIG(run->init_status)); /* EV_BROKEN */
    }
}

static void hear_last_words(struct run *run)
{
    struct inside_message message = {.kind = INSIDE_FAILED};
    pid_t sender;
    memcpy(message.text, run->end->failure, sizeof message.text);
    if (message.text[0] || (run->say >= 0 && hear(run, &message, &sender, &run->is_gone)))
        (void)fail_as_told(run, &message); /* told by EV_BROKEN */
}

static void say_end(struct run *run)
{
    uint64_t wall_ns = clock_ns() - run->begin_ns, cpu_ns = meter_cpu_ns(&run->meter);
    if (!cgroup_has(&run->slot->cgroup, CGROUP_CPU) && run->end->cpu_ns > cpu_ns)
        cpu_ns = run->end->cpu_ns;
    cpu_ns -= run->led_cpu_ns;
    /* The kernel's count for the tree comes in steps of some 256 KiB a CPU: for small programs the largest process says
     * more, and without a cgroup it and the sums of our own are all there is. */
    uint64_t peaks[] = {cgroup_peak_kib(&run->slot->cgroup), run->meter.peak_kib, run->tracer.peak_kib,
                        run->end->peak_kib};
    uint64_t peak_kib = 0;
    for (size_t i = 0; i < sizeof peaks / sizeof peaks[0]; i++)
        peak_kib = peaks[i] > peak_kib ? peaks[i] : peak_kib;
    if (run->stacks.has_failed)
        (void)err_set(&run->e, ERR_SYSTEM, "the side file cannot be written"); /* told by EV_BROKEN */
    tracer_end(&run->tracer);
    say_exit(run);
    judge_init(run);
    say_output(run, 1, &run->out);
    say_output(run, 2, &run->err);
    say_files(run);
    if (run->stream.lost > 0)
        stream_add(&run->stream, EV_OVERFLOW, 0, 0, ARGS((int64_t)run->stream.lost), NULL);
    if (run->e.code == ERR_NONE)
        stream_add(&run->stream, EV_END, 0, 0,
                   ARGS(run->cause, (int64_t)cpu_ns, (int64_t)wall_ns, (int64_t)peak_kib,
                        run->spec->trace ? run->tracer.created : 1),
                   NULL);
}

static void run_started(struct run *run)
{
    run->meter.cgroup = &run->slot->cgroup;
    run->meter.tracer = run->trace ? &run->tracer : NULL;
    if (!start_program(run))
        kill_all(run);
    run->meter.init = run->init;
    run->meter.on_disk = is_minimal(run);
    run->meter.input = run->fds[SPEC_FD_STDIN];
    run->next_poll_ns = run->begin_ns + POLL_NS;
    run->next_cpu_ns = run->begin_ns + run->spec->limits.cpu_ms * MS / run->slot->cpus;
    wait_for_all(run);
    hear_last_words(run);
    if (run->init_ended && run->e.code == ERR_NONE)
        say_end(run);
}

bool run_spec(struct slot *slot, const struct spec *spec, size_t size, const int *fds, size_t fd_count)
{
    bool must_trace = slot->isolation == ISOLATION_MINIMAL && !spec->trace;
    struct run run = {.slot = slot, .spec = spec, .fds = fds, .say = -1, .out = {.from = -1}, .err = {.from = -1}};
    run.trace = must_trace ? TRACE_TREE : (enum spec_trace)spec->trace;
    run.out_to = run.err_to = -1;
    run.end = &slot->zygotes.birth->end;
    memset(run.meter.folders, -1, sizeof run.meter.folders);
    stream_begin(&run.stream, slot->events_fd);
    if (check_spec(slot, spec, size, fds, fd_count, &run.e)) {
        run.out.to = fds[SPEC_FD_STDOUT];
        run.err.to = fds[SPEC_FD_STDERR];
        run.out.cap = run.err.cap = spec->limits.output_kib * 1024ULL;
        if (start_init(&run))
            run_started(&run);
    }
    if (run.e.code != ERR_NONE) {
        stream_add(&run.stream, EV_BROKEN, 0, 0, ARGS(0), run.e.text);
        (void)fprintf(stderr, "bothends-sandbox: %s\n", run.e.text); /* for the operator; the event is cut to fit */
    }
    bool is_clean = !run.was_asked || run.init_ended; /* else only our own end can still kill what is left */
    bool more = is_clean && !run.is_alone && stream_end(&run.stream, slot->control_fd);
    if (is_clean)
        zygotes_over(&slot->zygotes);
    leftovers_end(&run.leftovers);
    for (size_t i = 0; i < METER_FOLDERS; i++)
        fd_close(&run.meter.folders[i]);
    close_ends(&run);
    cpus_spread(&run.cpus, &run.tracer);
    cuts_end(&run.cuts);
    free(run.stream.events);
    tracer_free(&run.tracer);
    arena_free(run.arena);
    return more;
}
