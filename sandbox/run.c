/* run.c -- one run, from its spec to its last event.
 *
 * Theory of operation. The supervisor is this one thread. It starts init (see inside.c), waits until the program to be
 * stands behind its walls, takes the time, lets it go, and then sits in one ppoll: the socket pair to init, the ends of
 * the two output pipes, the control socket, signals (SIGCHLD: something for wait4), and the event stream if its reader
 * is slow. The timeout is the next moment at which a limit could be reached, or a look be taken at a tree that has gone
 * quiet (see cuts.c).
 *
 * Whatever ends the run - the program's own end, a limit, the reader, a failure of ours - only sets the cause, once,
 * and kills. The loop then goes on until init has been reaped, which the kernel allows no sooner than when every
 * process of the pid namespace is dead. Nothing waits for the end of a pipe: an orphan may hold it open. What ended the
 * run is thus what the supervisor did or what wait4 said of the first process, never what the program printed or the
 * number it exited with. */
#include "sandbox/run.h"

#include "sandbox/base/clock.h"
#include "sandbox/base/fd.h"
#include "sandbox/cuts.h"
#include "sandbox/files.h"
#include "sandbox/inside.h"
#include "sandbox/meter.h"
#include "sandbox/pump.h"
#include "sandbox/stacks.h"
#include "sandbox/stream.h"
#include "sandbox/tracer.h"
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
static const uint64_t DYING_NS = 20ULL * 1000 * 1000 * 1000; /* longer and the kernel is stuck: our fault */
static const uint64_t STARTING_NS = 20ULL * 1000 * 1000 * 1000;
static const uint64_t POLL_NS = 10 * 1000 * 1000; /* between two looks at memory, where nobody counts for us */

struct run {
    struct slot *slot;
    const struct spec *spec;
    const int *fds;
    struct stream stream;
    struct tracer tracer;
    struct meter meter;
    struct cuts cuts;
    struct stacks stacks;
    struct pump out, err;
    int say; /* our end of the socket pair */
    pid_t init;
    bool init_ended, first_ended;
    int init_status;
    enum run_cause cause;
    bool is_killing;
    bool is_alone; /* the reader is gone */
    uint64_t begin_ns, killing_ns, next_cpu_ns, next_poll_ns;
    struct inside_message ended; /* untraced: how the program ended */
    uint32_t tasks;
    struct err e;
};

/* --- ending -------------------------------------------------------------------------------------------------- */

static void kill_all(struct run *run)
{
    if (run->is_killing)
        return;
    run->is_killing = true;
    run->killing_ns = clock_ns();
    tracer_kill(&run->tracer);
    (void)cgroup_kill(&run->slot->cgroup); /* only faster: where there is none, init's death kills all */
    if (!run->init_ended)
        (void)kill(run->init, SIGKILL); /* a zombie at most, as only we reap it */
}

static void end(struct run *run, enum run_cause cause)
{
    if (run->is_killing)
        return;
    run->cause = cause;
    kill_all(run);
}

static void limit(struct run *run, enum run_cause cause, uint64_t measured, uint64_t allowed)
{
    if (run->is_killing)
        return;
    stream_add(&run->stream, EV_LIMIT, 0, 0, ARGS(cause, (int64_t)measured, (int64_t)allowed), NULL);
    end(run, cause);
}

static void broken(struct run *run)
{
    CHECK(run->e.code != ERR_NONE);
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
    if (seals < 0 || !(seals & F_SEAL_WRITE))
        return err_set(e, ERR_INPUT, "stdin is no sealed memory file");
    return true;
}

/* A pipe that the program may also open by name (/dev/stdout), so it belongs to its user. */
static bool make_pipe(const struct ids *ids, int *from, int *to, struct err *e)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return err_set(e, ERR_SYSTEM, "pipe: %s", strerror(errno));
    *from = ends[0];
    *to = ends[1];
    if (fcntl(*from, F_SETFL, O_NONBLOCK) < 0 || fchown(*to, ids->uid, ids->gid) < 0)
        return err_set(e, ERR_SYSTEM, "pipe: %s", strerror(errno));
    return true;
}

static bool start_init(struct run *run)
{
    struct slot *slot = run->slot;
    const struct spec *spec = run->spec;
    struct err *e = &run->e;
    AUTO_CLOSE int out = -1, err = -1;
    const struct sock_fprog *filter = policy_filter((enum spec_policy)spec->policy, (enum spec_trace)spec->trace);
    int pair[2], one = 1;
    if (!cgroup_begin(&slot->cgroup, spec->limits.memory_kib, e) || !make_pipe(&slot->ids, &run->out.from, &out, e) ||
        !make_pipe(&slot->ids, &run->err.from, &err, e))
        return false;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
        return err_set(e, ERR_SYSTEM, "socketpair: %s", strerror(errno));
    run->say = pair[0];
    AUTO_CLOSE int theirs = pair[1];
    if (setsockopt(run->say, SOL_SOCKET, SO_PASSCRED, &one, sizeof one) < 0)
        return err_set(e, ERR_SYSTEM, "credentials: %s", strerror(errno));
    struct inside inside = {.spec = spec,
                            .fds = run->fds,
                            .ids = &slot->ids,
                            .cgroup = &slot->cgroup,
                            .filter = filter,
                            .watch = spec->trace == TRACE_WAITS ? policy_watch() : NULL,
                            .say = theirs,
                            .out = out,
                            .err = err};
    run->init = namespaces_fork();
    if (run->init == 0)
        inside_init(&inside);
    if (run->init < 0)
        return err_set(e, ERR_SYSTEM, "pid, mount or ipc namespace: %s", strerror(errno));
    return true;
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

/* Waits for the message of that kind. */
static bool expect(struct run *run, enum inside_kind kind, struct inside_message *message, pid_t *sender)
{
    uint64_t until = clock_ns() + STARTING_NS;
    while (clock_ns() < until) {
        struct pollfd fds[] = {{run->say, POLLIN, 0}, {run->slot->control_fd, 0, 0}};
        if (poll(fds, 2, 1000) < 0 && errno != EINTR)
            return err_set(&run->e, ERR_SYSTEM, "poll: %s", strerror(errno));
        bool gone = false;
        if (hear(run, message, sender, &gone))
            return message->kind == kind || fail_as_told(run, message);
        if (gone && cgroup_oom(&run->slot->cgroup))
            return err_set(&run->e, ERR_SYSTEM, "%u KiB do not even hold the files", run->spec->limits.memory_kib);
        if (gone)
            return err_set(&run->e, ERR_SYSTEM, "init died before the program began");
        if (fds[1].revents & (POLLHUP | POLLERR))
            return err_set(&run->e, ERR_SYSTEM, "the reader is gone");
    }
    return err_set(&run->e, ERR_SYSTEM, "the walls took too long to build");
}

static bool start_program(struct run *run)
{
    struct inside_message message;
    pid_t pid = 0;
    if (!expect(run, INSIDE_READY, &message, &pid) || !expect(run, INSIDE_WAITS, &message, &pid))
        return false;
    uint32_t layers = namespaces_layers(run->slot->isolation);
    layers |= message.value ? 1U << LAYER_LANDLOCK : 0;
    layers |= cgroup_has(&run->slot->cgroup, CGROUP_MEMORY) ? 1U << LAYER_CGROUP : 0;

    cgroup_start(&run->slot->cgroup);
    stream_begin(&run->stream, run->slot->events_fd);
    run->begin_ns = run->stream.begin_ns;
    stream_add(&run->stream, EV_BEGIN, 0, 0, ARGS(run->slot->isolation, layers), NULL);
    tracer_begin(&run->tracer, &run->stream);
    run->stacks = (struct stacks){.stream = &run->stream, .side_fd = run->fds[SPEC_FD_SIDE]};
    run->tracer.stacks = run->spec->trace == TRACE_WAITS ? &run->stacks : NULL;
    if (run->spec->trace && !tracer_seize(&run->tracer, pid, &run->e))
        return false;
    if (!run->spec->trace)
        stream_add(&run->stream, EV_TASK, 1, 1, ARGS(0, TASK_FIRST, 2), NULL);
    if (run->spec->trace == TRACE_WAITS)
        cuts_begin(&run->cuts, &run->stream, &run->tracer, run->init, &run->out.from, &run->err.from);
    if (send(run->say, "", 1, MSG_NOSIGNAL) != 1)
        return err_set(&run->e, ERR_SYSTEM, "the program died before it began");
    return true;
}

/* --- while it runs --------------------------------------------------------------------------------------------- */

/* The CPU limit cannot be reached before all CPUs together have used up what is left of it. */
static void check_cpu(struct run *run, uint64_t now)
{
    uint64_t used = meter_cpu_ns(&run->meter), allowed = run->spec->limits.cpu_ms * MS;
    if (used >= allowed)
        limit(run, CAUSE_CPU, used, allowed);
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    uint64_t soonest = (allowed - (used < allowed ? used : allowed)) / (uint64_t)(cpus > 0 ? cpus : 1);
    run->next_cpu_ns = now + (soonest > 5 * MS ? soonest : 5 * MS);
}

/* Memory: where no cgroup limits it; and where one does, but no tracer tells us at once when it killed somebody. */
static bool must_poll(const struct run *run)
{
    return meter_must_poll(&run->meter) || !run->spec->trace;
}

static void check_memory(struct run *run, uint64_t now)
{
    uint64_t allowed = run->spec->limits.memory_kib;
    bool by_cgroup = !meter_must_poll(&run->meter);
    uint64_t used = by_cgroup ? allowed + cgroup_oom(&run->slot->cgroup) : meter_memory_kib(&run->meter, allowed);
    if (used > allowed)
        limit(run, CAUSE_MEMORY, by_cgroup ? allowed : used, allowed);
    run->next_poll_ns = now + (by_cgroup ? 10 : 1) * POLL_NS;
}

/* What must be looked at by the clock; returns when to look again. */
static uint64_t check_clocks(struct run *run)
{
    uint64_t now = clock_ns(), wall_end = run->begin_ns + run->spec->limits.wall_ms * MS;
    if (run->is_killing && now > run->killing_ns + DYING_NS) {
        (void)err_set(&run->e, ERR_SYSTEM, "processes would not die"); /* told by EV_BROKEN */
        return now;
    }
    if (run->is_killing)
        return now + 1000 * MS;
    if (now >= wall_end)
        limit(run, CAUSE_WALL, now - run->begin_ns, run->spec->limits.wall_ms * MS);
    if (now >= run->next_cpu_ns)
        check_cpu(run, now);
    if (must_poll(run) && now >= run->next_poll_ns)
        check_memory(run, now);
    tracer_adopt(&run->tracer);
    if (run->spec->trace == TRACE_WAITS && !run->is_killing && now >= run->cuts.next_ns)
        cuts_look(&run->cuts);
    uint64_t next = wall_end < run->next_cpu_ns ? wall_end : run->next_cpu_ns;
    if (must_poll(run) && run->next_poll_ns < next)
        next = run->next_poll_ns;
    if (run->spec->trace == TRACE_WAITS && run->cuts.next_ns < next)
        next = run->cuts.next_ns;
    return run->tracer.count > run->tracer.alive && now + POLL_NS < next ? now + POLL_NS : next;
}

static void check_tasks(struct run *run)
{
    if (run->tracer.alive > run->spec->limits.processes)
        limit(run, CAUSE_PROCESSES, run->tracer.alive, run->spec->limits.processes);
    if (run->tracer.is_forbidden)
        end(run, CAUSE_FORBIDDEN);
    if (run->tracer.killed_one && cgroup_oom(&run->slot->cgroup))
        limit(run, CAUSE_MEMORY, run->spec->limits.memory_kib, run->spec->limits.memory_kib);
    run->tracer.killed_one = false;
    /* The kernel for memory, the program itself, and we are ruled out: an operator, or whoever is out of memory on this
     * machine, killed a part of the program. What came of it is not the program's doing. */
    if (run->spec->trace == TRACE_WAITS && run->tracer.was_killed && !run->is_killing) {
        (void)err_set(&run->e, ERR_SYSTEM, "a process of the program was killed from outside"); /* told by EV_BROKEN */
        broken(run);
        return;
    }
    if (run->tracer.first_ended) /* whatever else is left goes with it, and from here on no limit counts */
        end(run, CAUSE_ENDED);
}

static void see_children(struct run *run)
{
    int status;
    struct rusage used;
    for (;;) {
        pid_t pid = wait4(-1, &status, __WALL | WNOHANG, &used);
        if (pid <= 0)
            return;
        if (pid != run->init) {
            tracer_see(&run->tracer, pid, status, (uint64_t)used.ru_maxrss);
            check_tasks(run);
        } else if (!WIFSTOPPED(status)) {
            run->init_ended = true;
            run->init_status = status;
        }
    }
}

static void see_init(struct run *run)
{
    struct inside_message message;
    pid_t sender = 0;
    bool gone = false;
    while (hear(run, &message, &sender, &gone)) {
        if (message.kind != INSIDE_ENDED) {
            (void)fail_as_told(run, &message); /* told by EV_BROKEN */
            broken(run);
            return;
        }
        run->ended = message;
        run->first_ended = true;
        if (!run->spec->trace)
            end(run, CAUSE_ENDED);
    }
    if (gone)
        fd_close(&run->say);
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
        if (!run->is_killing) {
            stream_add(&run->stream, EV_STOPPED, 0, 0, ARGS(0), NULL);
            stacks_stop(&run->stacks, &run->tracer, &run->cuts.last);
        }
        end(run, CAUSE_STOPPED);
        see_children(run); /* their SIGCHLD may have been taken */
    }
}

static void see_signals(struct run *run)
{
    struct signalfd_siginfo info;
    while (read(run->slot->signals_fd, &info, sizeof info) > 0) {
        if (info.ssi_signo != SIGTERM)
            continue;
        run->is_alone = true;
        end(run, CAUSE_STOPPED);
    }
    see_children(run);
}

static void see_output(struct run *run, struct pump *pump)
{
    if (!pump_move(pump)) {
        (void)err_set(&run->e, ERR_SYSTEM, "keep output: %s", strerror(errno)); /* told by EV_BROKEN */
        broken(run);
    }
    if (pump_is_over(pump))
        limit(run, CAUSE_OUTPUT, pump->bytes, pump->cap);
}

static void wait_for_all(struct run *run)
{
    enum { SIGNALS, SAY, OUT, ERR, EVENTS, CONTROL, COUNT };
    bool has_more = true; /* the control socket holds nothing but a stop that was taken, or a spec for later */
    while (!run->init_ended) {
        uint64_t next = check_clocks(run), now = clock_ns();
        if (run->is_killing && run->e.code != ERR_NONE && next <= now)
            return;
        struct timespec wait = {(time_t)((next - now) / 1000000000), (long)((next - now) % 1000000000)};
        if (next <= now)
            wait = (struct timespec){0};
        struct pollfd fds[COUNT] = {
            [SIGNALS] = {run->slot->signals_fd, POLLIN, 0},
            [SAY] = {run->say, POLLIN, 0},
            [OUT] = {run->out.from, POLLIN, 0},
            [ERR] = {run->err.from, POLLIN, 0},
            [EVENTS] = {stream_waiting(&run->stream) && !run->is_alone ? run->stream.fd : -1, POLLOUT, 0},
            [CONTROL] = {has_more && !run->is_killing ? run->slot->control_fd : -1, POLLIN, 0},
        };
        if (ppoll(fds, COUNT, &wait, NULL) < 0)
            continue; /* EINTR */
        if (fds[SIGNALS].revents || fds[OUT].revents || fds[ERR].revents)
            cuts_moved(&run->cuts, clock_ns());
        if (fds[SAY].revents)
            see_init(run);
        if (fds[SIGNALS].revents)
            see_signals(run);
        if (fds[OUT].revents)
            see_output(run, &run->out);
        if (fds[ERR].revents)
            see_output(run, &run->err);
        if (fds[CONTROL].revents)
            see_control(run);
        if (!run->is_alone && !stream_flush(&run->stream)) {
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
    if (run->spec->trace || !(run->first_ended || run->is_killing))
        return;
    int status = run->first_ended ? run->ended.value : SIGKILL;
    int64_t code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    int64_t signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    stream_add(&run->stream, EV_EXIT, 1, 1, ARGS(code, signal, (int64_t)run->ended.cpu_ns), NULL);
}

/* init is dead. Did it end as it should: after the program, or by our hand? */
static void judge_init(struct run *run)
{
    bool has_ended = run->first_ended || run->tracer.first_ended;
    if (cgroup_oom(&run->slot->cgroup) && run->cause == CAUSE_ENDED) {
        uint64_t allowed = run->spec->limits.memory_kib;
        stream_add(&run->stream, EV_LIMIT, 0, 0, ARGS(CAUSE_MEMORY, (int64_t)allowed, (int64_t)allowed), NULL);
        run->cause = CAUSE_MEMORY;
    } else if (!run->is_killing && !has_ended) {
        (void)err_set(&run->e, ERR_SYSTEM, "init died by signal %d", WTERMSIG(run->init_status)); /* EV_BROKEN */
    }
}

static void say_end(struct run *run)
{
    uint64_t wall_ns = clock_ns() - run->begin_ns;
    uint64_t cpu_ns = meter_cpu_ns(&run->meter);
    if (!cgroup_has(&run->slot->cgroup, CGROUP_CPU) && run->ended.cpu_ns > cpu_ns)
        cpu_ns = run->ended.cpu_ns;
    /* The kernel's count for the tree comes in steps of some 256 KiB a CPU: for small programs the largest process says
     * more, and without a cgroup it and the sums of our own are all there is. */
    uint64_t peaks[] = {cgroup_peak_kib(&run->slot->cgroup), run->meter.peak_kib, run->tracer.peak_kib,
                        run->ended.peak_kib};
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
    run->meter.tracer = run->spec->trace ? &run->tracer : NULL;
    run->meter.init = run->init;
    if (!start_program(run))
        kill_all(run);
    else
        run->next_poll_ns = run->begin_ns;
    wait_for_all(run);
    if (run->init_ended && run->e.code == ERR_NONE)
        say_end(run);
}

bool run_spec(struct slot *slot, const struct spec *spec, size_t size, const int *fds, size_t fd_count)
{
    struct run run = {.slot = slot, .spec = spec, .fds = fds, .say = -1, .out = {.from = -1}, .err = {.from = -1}};
    for (size_t i = 0; i < METER_FOLDERS; i++)
        run.meter.folders[i] = -1;
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
    bool is_clean = run.init <= 0 || run.init_ended; /* else only our own end can still kill what is left */
    bool more = is_clean && !run.is_alone && stream_end(&run.stream, slot->control_fd);
    for (size_t i = 0; i < METER_FOLDERS; i++)
        fd_close(&run.meter.folders[i]);
    fd_close(&run.say);
    fd_close(&run.out.from);
    fd_close(&run.err.from);
    cuts_end(&run.cuts);
    free(run.stream.events);
    free(run.tracer.tasks);
    return more;
}
