/* box.c -- runs bothends-sandbox as a child: spec out, events in, stop byte. */
#include "server/box.h"

#include "sandbox/base/clock.h"
#include "sandbox/base/fd.h"
#include "sandbox/observe/heirs.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Theory of operation. A slot is one bothends-sandbox process with two descriptors of ours: events (a pipe, its fd 3)
 * and control (a SOCK_SEQPACKET socket, its fd 4). A run is one message on control, the spec with its descriptors, and
 * the events up to EV_END. Once it runs, one byte on control asks it to kill everything. Closing control ends the slot.
 *
 * The program inside has none of this: its input is a sealed memory file, its output memory files that the sandbox
 * fills. They are read once the run is over, by pread, since their offset is shared with the sandbox.
 *
 * The sandbox is trusted to be honest and not to be well: whatever it fails to do in time ends the slot and is our
 * fault. Nothing it does makes us wait for ever: the guard is the wall limit and a grace, checked at every turn. */

/* GRACE: a wall limit moves by 20 s on a busy machine, and starting and dying may take as long. TURNS: so many times as
 * long a run may take to begin, as in `minimal` those of one user wait for each other. */
enum { GRACE_MS = 120000, TURNS = 6, CLOSE_MS = 2000, TICK_MS = 1000, EVENTS_AT_ONCE = 128, BROKER_HELLO = 'S' };

struct box {
    char *sandbox;
    int broker;
    enum isolation least;
    bool exactly;
    uint32_t grace_ms;
    int events, control; /* -1: there is no slot */
    pid_t pid;           /* 0: the slot belongs to a broker, or there is none */
    struct tape *tape;   /* NULL: nobody records */
    enum tape_mode tape_mode;
};

const char box_refusal[] = "sandbox: ";

/* One job while it runs. */
struct run {
    const struct box_job *job;
    struct spec *spec;
    int fds[SPEC_FD_FILES + SPEC_FILES_MAX]; /* in the order the sandbox wants them */
    size_t fd_count;
    struct report_fold *fold;
    struct waits *waits; /* NULL: nobody asked for cuts */
    struct waits *rest;  /* what the first process left behind; NULL as well */
    uint32_t next;       /* number of the next event */
    bool ended;          /* EV_END was seen */
    bool stop_sent;
    uint64_t tick_ns, guard_ns;    /* when on_event gets its next NULL; when we give up */
    const struct tape_run *played; /* NULL: it is really run */
    struct buf heard;              /* its events as they came; only when they are recorded */
    struct bytes *blobs;           /* what came out, see tape.h */
    struct bytes outs;             /* names of the files that come out, as on a tape */
    char digest[65];
};

bool box_open(struct box **out, const struct box_options *options, struct err *e)
{
    struct box *box = calloc(1, sizeof *box);
    CHECK(box);
    box->broker = options->broker;
    box->least = options->least;
    box->exactly = options->exactly;
    box->grace_ms = options->grace_ms ? options->grace_ms : GRACE_MS;
    box->events = box->control = -1;
    if (options->broker < 0 && access(options->sandbox, X_OK) < 0) {
        (void)err_set(e, ERR_SYSTEM, "sandbox '%s': %s", options->sandbox, strerror(errno)); /* false follows */
        free(box);
        return false;
    }
    box->sandbox = strdup(options->sandbox ? options->sandbox : "");
    CHECK(box->sandbox);
    *out = box;
    return true;
}

/* Closing control asks the slot to end and to take its cgroups and mounts with it; one that does not is killed. */
static void slot_end(struct box *box)
{
    fd_close(&box->control);
    fd_close(&box->events);
    if (box->pid == 0)
        return;
    AUTO_CLOSE int pidfd = pidfd_open(box->pid, 0);
    struct pollfd gone = {.fd = pidfd, .events = POLLIN};
    uint64_t until = clock_ns() + CLOSE_MS * 1000000ull;
    for (uint64_t now = clock_ns(); pidfd >= 0 && now < until; now = clock_ns())
        if (poll(&gone, 1, (int)((until - now) / 1000000) + 1) > 0)
            break;
    if (waitpid(box->pid, NULL, WNOHANG) == 0) {
        (void)kill(box->pid, SIGKILL); /* cannot fail: the child is ours and not waited for */
        while (waitpid(box->pid, NULL, 0) < 0 && errno == EINTR)
            continue;
    }
    box->pid = 0;
}

void box_close(struct box *box)
{
    if (!box)
        return;
    slot_end(box);
    free(box->sandbox);
    free(box);
}

/* In the child: fds 0 and 1 lead nowhere, 2 is ours for last words, 3 and 4 are the protocol, nothing else is open. */
static _Noreturn void become_sandbox(const struct box *box, int events, int control, pid_t parent)
{
    static const int restored[] = {SIGPIPE, SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2};
    sigset_t none;
    (void)sigemptyset(&none); /* cannot fail */
    /* SIGTERM, not SIGKILL: it kills the program at once either way, and takes its cgroups with it. */
    if (prctl(PR_SET_PDEATHSIG, SIGTERM) < 0 || getppid() != parent)
        _exit(126); /* our parent died before we asked to die with it */
    for (size_t i = 0; i < sizeof restored / sizeof *restored; i++)
        if (signal(restored[i], SIG_DFL) == SIG_ERR)
            _exit(126);
    if (setsid() < 0) /* Ctrl-C is for us; it would keep the sandbox from cleaning up */
        _exit(126);
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    events = fcntl(events, F_DUPFD_CLOEXEC, 10); /* out of the way of 3 and 4 */
    control = fcntl(control, F_DUPFD_CLOEXEC, 10);
    if (sigprocmask(SIG_SETMASK, &none, NULL) < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(events, 3) < 0 ||
        dup2(control, 4) < 0 || close_range(5, ~0u, 0) < 0)
        _exit(126);
    (void)execl(box->sandbox, "bothends-sandbox", box->exactly ? "--isolation" : "--least", isolation_name(box->least),
                (char *)NULL); /* returns only when it failed */
    _exit(127);
}

static bool slot_start(struct box *box, struct err *e)
{
    AUTO_CLOSE int events_in = -1, control_in = -1; /* the sandbox's ends */
    int pipe_ends[2], socket_ends[2];
    if (pipe2(pipe_ends, O_CLOEXEC) < 0)
        return err_set(e, ERR_SYSTEM, "pipe for events: %s", strerror(errno));
    box->events = pipe_ends[0];
    events_in = pipe_ends[1];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, socket_ends) < 0) {
        (void)err_set(e, ERR_SYSTEM, "socket to the sandbox: %s", strerror(errno)); /* false follows */
        goto undo;
    }
    box->control = socket_ends[0];
    control_in = socket_ends[1];
    if (box->broker >= 0) {
        const char hello = BROKER_HELLO;
        if (fd_send(box->broker, &hello, 1, (int[]){events_in, control_in}, 2))
            return true;
        (void)err_set(e, ERR_SYSTEM, "ask the sandbox broker for a slot: %s", strerror(errno)); /* false follows */
        goto undo;
    }
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0)
        become_sandbox(box, events_in, control_in, parent);
    if (pid > 0) {
        box->pid = pid;
        return true;
    }
    (void)err_set(e, ERR_SYSTEM, "fork: %s", strerror(errno)); /* false follows */
undo:
    slot_end(box);
    return false;
}

static void run_release(struct run *run)
{
    for (size_t i = 0; i < run->fd_count; i++)
        fd_close(&run->fds[i]);
}

static bool add_file(struct run *run, const struct box_file *file, struct err *e)
{
    bool out = file->place == PLACE_OUT;
    if (!spec_file(run->spec, file->place, file->name, out ? 0 : file->mode, out ? file->bytes_max : 0, e))
        return false;
    int *fd = &run->fds[run->fd_count];
    if (out ? !fd_memory("out", fd, e) : !fd_sealed("file", file->data, fd, e))
        return false;
    run->fd_count++;
    return true;
}

/* The files of a job that come out, by name. */
static struct bytes outs_of(const struct box_job *job, struct arena *arena)
{
    AUTO_BUF struct buf names = {0};
    buf_add_string(&names, "");
    for (size_t i = 0; i < job->file_count; i++)
        if (job->files[i].place == PLACE_OUT)
            buf_printf(&names, "%s\n", job->files[i].name);
    return (struct bytes){arena_copy(arena, names.data, names.size), names.size};
}

static bool add_out(struct run *run, const char *name, struct err *e)
{
    const struct box_job *job = run->job;
    struct box_file file = {.place = PLACE_OUT, .name = name, .bytes_max = job->limits.file_kib * 1024};
    for (size_t i = 0; i < job->file_count; i++)
        if (job->files[i].place == PLACE_OUT && strcmp(job->files[i].name, name) == 0)
            file = job->files[i];
    return add_file(run, &file, e);
}

/* Fills spec and fds of a run from its job. */
static bool run_prepare(struct box *box, struct run *run, struct arena *arena, struct err *e)
{
    const struct box_job *job = run->job;
    run->spec = arena_alloc(arena, 1, sizeof *run->spec);
    spec_begin(run->spec, job->policy);
    run->spec->limits = job->limits;
    run->spec->trace = job->trace;
    run->spec->least_isolation = box->least;
    for (const char *const *arg = job->args; *arg; arg++)
        if (!spec_arg(run->spec, *arg, e))
            return false;
    if (!fd_sealed("stdin", job->input, &run->fds[SPEC_FD_STDIN], e))
        return false;
    run->fd_count = SPEC_FD_STDIN + 1;
    static const char *const names[] = {"stdin", "stdout", "stderr", "side"};
    for (int i = SPEC_FD_STDOUT; i <= SPEC_FD_SIDE; i++) {
        if (!fd_memory(names[i], &run->fds[i], e))
            return false;
        run->fd_count++;
    }
    for (size_t i = 0; i < job->file_count; i++)
        if (job->files[i].place != PLACE_OUT && !add_file(run, &job->files[i], e))
            return false;
    for (const char *at = run->outs.data, *end; at < run->outs.data + run->outs.size; at = end + 1) {
        end = strchr(at, '\n');
        if (!end)
            return err_set(e, ERR_SYSTEM, "a file's name has no end");
        if (!add_out(run, arena_copy(arena, at, (size_t)(end - at)), e))
            return false;
    }
    if (!spec_check(run->spec, sizeof *run->spec, run->fd_count, e))
        return false;
    run->fold = report_begin(arena, run->spec);
    run->waits = job->trace == TRACE_WAITS ? waits_begin(arena) : NULL;
    run->rest = run->waits ? waits_begin_rest(arena) : NULL;
    return true;
}

/* Hands the run to the slot. One that died while it was idle is replaced: nothing of this run has begun. */
static bool run_hand_over(struct box *box, struct run *run, struct err *e)
{
    size_t size = offsetof(struct spec, text) + run->spec->text_size;
    if (box->control >= 0 && fd_send(box->control, run->spec, size, run->fds, run->fd_count))
        return true;
    slot_end(box);
    if (!slot_start(box, e))
        return false;
    if (fd_send(box->control, run->spec, size, run->fds, run->fd_count))
        return true;
    return err_set(e, ERR_SYSTEM, "give the run to the sandbox: %s", strerror(errno));
}

static void tell(struct box *box, struct run *run, const struct event *ev)
{
    bool stuck = ev && run->waits && waits_see(run->waits, ev);
    if (ev && run->rest)
        (void)waits_see(run->rest, ev); /* the sandbox ends it */
    bool go_on = !run->job->on_event || run->job->on_event(run->job->context, ev);
    if ((go_on && !stuck) || run->stop_sent)
        return;
    run->stop_sent = true;
    if (!run->played)
        (void)send(box->control, "", 1, MSG_NOSIGNAL | MSG_DONTWAIT); /* a dead slot shows in its events */
}

/* When to give up, if nothing is heard by then of a run that begins now (or soon, after so many others). */
static uint64_t guard_ns(const struct box *box, const struct box_job *job, unsigned turns)
{
    return clock_ns() + ((uint64_t)job->limits.wall_ms + box->grace_ms) * turns * 1000000;
}

static bool take_event(struct box *box, struct run *run, struct event *ev, struct err *e)
{
    static const enum event_source sources[EV_COUNT] = {
        [EV_TASK] = SOURCE_KERNEL,      [EV_EXEC] = SOURCE_KERNEL,      [EV_SIGNAL] = SOURCE_KERNEL,
        [EV_EXIT] = SOURCE_KERNEL,      [EV_FORBIDDEN] = SOURCE_KERNEL, [EV_BEGIN] = SOURCE_BOX,
        [EV_OUTPUT] = SOURCE_BOX,       [EV_LIMIT] = SOURCE_BOX,        [EV_STOPPED] = SOURCE_BOX,
        [EV_FILE] = SOURCE_BOX,         [EV_OVERFLOW] = SOURCE_BOX,     [EV_BROKEN] = SOURCE_BOX,
        [EV_PIPE] = SOURCE_KERNEL,      [EV_CUT] = SOURCE_BOX,          [EV_BLOCKED] = SOURCE_KERNEL,
        [EV_HELD] = SOURCE_KERNEL,      [EV_WORD] = SOURCE_KERNEL,      [EV_CUT_END] = SOURCE_BOX,
        [EV_SPIN] = SOURCE_BOX,         [EV_STACK] = SOURCE_KERNEL,     [EV_FD_MADE] = SOURCE_KERNEL,
        [EV_FD_COPIED] = SOURCE_KERNEL, [EV_FD_CLOSED] = SOURCE_KERNEL, [EV_FD_USED] = SOURCE_KERNEL,
        [EV_FD_EOF] = SOURCE_KERNEL,    [EV_FD_BAD] = SOURCE_KERNEL,    [EV_FD_BROKEN] = SOURCE_KERNEL,
        [EV_FD_TABLE] = SOURCE_KERNEL,  [EV_FD_KEPT] = SOURCE_KERNEL,   [EV_CHILD_LEFT] = SOURCE_KERNEL,
        [EV_END] = SOURCE_BOX,          [EV_REFUSED] = SOURCE_KERNEL,   [EV_FD_UNSEEN] = SOURCE_BOX,
        [EV_FD_ASKED] = SOURCE_KERNEL,  [EV_NO_EXEC] = SOURCE_KERNEL,   [EV_ECHO] = SOURCE_KERNEL,
        [EV_UNSENT] = SOURCE_KERNEL,
    };
    if (run->ended)
        return err_set(e, ERR_SYSTEM, "the sandbox goes on after the end of a run");
    if (run->next > EVENTS_MAX || !event_ok(ev, run->next))
        return err_set(e, ERR_SYSTEM, "the sandbox's event %" PRIu32 " makes no sense", run->next);
    run->next++;
    if (box->tape && !run->played)
        buf_add(&run->heard, ev, sizeof *ev);
    ev->source = (uint16_t)sources[ev->kind];
    report_see(run->fold, ev);
    if (ev->kind == EV_BROKEN)
        return err_set(e, ERR_SYSTEM, "%s%s", box_refusal, *ev->text ? ev->text : "it broke without a word");
    if (ev->kind == EV_BEGIN)
        run->guard_ns = guard_ns(box, run->job, 1);
    run->ended = ev->kind == EV_END;
    tell(box, run, ev);
    return true;
}

/* Waits for events, at most until the next tick. False when it is time to give up. */
static bool wait_events(struct box *box, struct run *run, bool *readable, struct err *e)
{
    struct pollfd events = {.fd = box->events, .events = POLLIN};
    uint64_t now = clock_ns();
    uint64_t until = run->tick_ns < run->guard_ns ? run->tick_ns : run->guard_ns;
    int n = poll(&events, 1, now < until ? (int)((until - now) / 1000000) + 1 : 0);
    if (n < 0 && errno != EINTR)
        return err_set(e, ERR_SYSTEM, "poll for events: %s", strerror(errno));
    *readable = n > 0;
    now = clock_ns();
    if (n < 0 || now >= run->tick_ns) { /* a signal may be news for whoever is asked */
        run->tick_ns = now + TICK_MS * 1000000ull;
        tell(box, run, NULL);
    }
    if (now >= run->guard_ns)
        return err_set(e, ERR_SYSTEM, "the sandbox did not end a run of at most %" PRIu32 " ms (%" PRIu32 " events)",
                       run->spec->limits.wall_ms, run->next);
    return true;
}

static bool run_follow(struct box *box, struct run *run, struct err *e)
{
    struct event batch[EVENTS_AT_ONCE];
    size_t held = 0; /* bytes of the batch that were read and not taken */
    while (!run->ended) {
        bool readable = false;
        if (!wait_events(box, run, &readable, e))
            return false;
        if (!readable)
            continue;
        ssize_t n = read(box->events, (char *)batch + held, sizeof batch - held);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(e, ERR_SYSTEM, "read events: %s", strerror(errno));
        if (n == 0)
            return err_set(e, ERR_SYSTEM, "the sandbox died after %" PRIu32 " events of a run", run->next);
        held += (size_t)n;
        size_t whole = held / sizeof *batch;
        for (size_t i = 0; i < whole; i++)
            if (!take_event(box, run, &batch[i], e))
                return false;
        held -= whole * sizeof *batch;
        memmove(batch, batch + whole, held);
    }
    return held == 0 || err_set(e, ERR_SYSTEM, "the sandbox goes on after the end of a run");
}

/* The same from a tape. What is on it was believed once; by another program, perhaps. */
static bool run_replay(struct box *box, struct run *run, struct err *e)
{
    for (size_t i = 0; i < run->played->event_count && !run->ended; i++) {
        struct event ev = run->played->events[i];
        if (!take_event(box, run, &ev, e))
            return false;
    }
    return run->ended || err_set(e, ERR_SYSTEM, "the evidence stops before the end of the run");
}

static bool memory_read(int fd, const char *name, uint64_t max, struct arena *arena, struct bytes *out, struct err *e)
{
    struct stat st;
    if (fstat(fd, &st) < 0)
        return err_set(e, ERR_SYSTEM, "size of %s: %s", name, strerror(errno));
    if ((uint64_t)st.st_size > max)
        return err_set(e, ERR_SYSTEM, "the sandbox kept more of %s than asked", name);
    size_t size = (size_t)st.st_size, got = 0;
    char *data = arena_alloc(arena, size + 1, 1);
    while (got < size) {
        ssize_t n = pread(fd, data + got, size - got, (off_t)got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return err_set(e, ERR_SYSTEM, "read %s: %s", name, n < 0 ? strerror(errno) : "it shrank");
        got += (size_t)n;
    }
    *out = (struct bytes){data, size};
    return true;
}

/* Does it wait for what only others of the program can bring? A daemon waits for signals and for whoever opens its FIFO
 * or asks at its socket. */
static bool is_among_themselves(const struct waits_deadlock *deadlock, const struct waits_wait *wait)
{
    if (wait->on == WAIT_PIPE_DATA || wait->on == WAIT_PIPE_ROOM)
        for (size_t i = 0; i < deadlock->pipe_count; i++)
            if (deadlock->pipes[i].object == wait->object)
                return true;
    return wait->on == WAIT_CHILD || wait->on == WAIT_FUTEX;
}

/* Of the processes that lived on when the first one had ended: all of them, or nothing is said. */
static void say_rest(struct run *run, struct report *report)
{
    struct waits_deadlock deadlock = {0};
    if (run->rest)
        waits_end(run->rest, &deadlock);
    if (!deadlock.proved || deadlock.partial)
        return;
    for (size_t i = 0; i < deadlock.wait_count; i++)
        if (!is_among_themselves(&deadlock, &deadlock.waits[i]))
            return;
    report->deadlock = deadlock;
    report->deadlock.of_rest = true;
    heirs_blame(&report->ledger, &report->deadlock);
}

/* A program that came to an end of its own was not stuck, whatever was said of it; but what it left behind may be. */
static void say_deadlock(struct run *run, struct report *report)
{
    struct waits_deadlock deadlock = {0};
    if (run->waits)
        waits_end(run->waits, &deadlock);
    if (report->outcome == OUTCOME_EXITED || report->processes[0].ended_by == ENDED_ITSELF) {
        say_rest(run, report);
        return;
    }
    report->deadlock = deadlock;
    if (!deadlock.proved)
        return; /* how all stood when their time was over */
    heirs_blame(&report->ledger, &report->deadlock);
    report->outcome = OUTCOME_DEADLOCK;
    report->exit_code = -1;
    report->signal = 0;
}

/* What came out by one of the run's descriptors, or did when it was recorded. */
static bool run_read(struct run *run, size_t fd, const char *name, uint64_t max, struct arena *arena, struct bytes *out,
                     struct err *e)
{
    struct bytes *blob = &run->blobs[fd - SPEC_FD_STDOUT];
    if (!run->played && !memory_read(run->fds[fd], name, max, arena, blob, e))
        return false;
    if (run->played && fd - SPEC_FD_STDOUT < run->played->blob_count)
        *blob = run->played->blobs[fd - SPEC_FD_STDOUT];
    if (blob->size > max)
        return err_set(e, ERR_SYSTEM, "the evidence has more of %s than was asked", name);
    *out = *blob;
    return true;
}

/* What the program wrote, into a report that has everything else. */
static bool run_collect(struct run *run, struct arena *arena, struct report *report, struct err *e)
{
    uint64_t cap = (uint64_t)run->spec->limits.output_kib * 1024;
    run->blobs = arena_alloc(arena, SPEC_FD_FILES + run->spec->file_count + 1, sizeof *run->blobs);
    if (!run_read(run, SPEC_FD_STDOUT, "stdout", cap, arena, &report->out.data, e) ||
        !run_read(run, SPEC_FD_STDERR, "stderr", cap, arena, &report->err.data, e) ||
        !run_read(run, SPEC_FD_SIDE, "side", SIDE_BYTES_MAX, arena, &report->side, e))
        return false;
    if (report->out.bytes < report->out.data.size || report->err.bytes < report->err.data.size)
        return err_set(e, ERR_SYSTEM, "the sandbox kept more output than it counted");
    for (uint32_t i = 0, at = 0; i < run->spec->file_count; i++) {
        if (run->spec->files[i].place != PLACE_OUT)
            continue;
        struct report_file *file = &report->files[at++];
        if (file->fate == FILE_COPIED &&
            !run_read(run, SPEC_FD_FILES + i, file->name, run->spec->files[i].bytes_max, arena, &file->data, e))
            return false;
    }
    return true;
}

void box_tape(struct box *box, struct tape *tape, enum tape_mode mode)
{
    box->tape = tape;
    box->tape_mode = mode;
}

/* Looks for the job on the tape. False: it is not there, and may not be run. */
static bool run_find(struct box *box, struct run *run, struct arena *arena, struct err *e)
{
    const struct box_job *job = run->job;
    size_t count = 0;
    if (!box->tape)
        return true;
    struct bytes *inputs = arena_alloc(arena, job->file_count + 1, sizeof *inputs);
    inputs[count++] = job->input;
    for (size_t i = 0; i < job->file_count; i++)
        if (job->files[i].place != PLACE_OUT)
            inputs[count++] = job->files[i].data;
    tape_digest(run->spec, inputs, count, run->digest);
    if (box->tape_mode != TAPE_RECORD)
        run->played = tape_next(box->tape, run->digest, run->outs);
    if (!run->played)
        return box->tape_mode != TAPE_REPLAY ||
               err_set(e, ERR_ABSENT, "the evidence has no run of this kind: it needs a new one");
    const struct bytes outs = tape_outs(run->played);
    if (outs.size == run->outs.size && memcmp(outs.data, run->outs.data, outs.size) == 0)
        return true;
    run_release(run); /* others came out of it, too, or in another order: then it is a run of that job */
    run->outs = (struct bytes){arena_copy(arena, outs.data, outs.size), outs.size};
    return run_prepare(box, run, arena, e);
}

static void run_record(struct box *box, const struct run *run)
{
    struct tape_run heard = {.events = (const struct event *)(const void *)run->heard.data,
                             .event_count = run->heard.size / sizeof(struct event),
                             .blobs = run->blobs,
                             .blob_count = SPEC_FD_FILES - SPEC_FD_STDOUT + run->spec->file_count + 1};
    run->blobs[heard.blob_count - 1] = run->outs;
    memcpy(heard.digest, run->digest, sizeof heard.digest);
    tape_add(box->tape, &heard);
}

bool box_run(struct box *box, const struct box_job *job, struct arena *arena, struct report *out, struct err *e)
{
    struct run run = {.job = job, .outs = outs_of(job, arena)};
    struct report report;
    bool ok = run_prepare(box, &run, arena, e) && run_find(box, &run, arena, e), prepared = ok;
    run.tick_ns = clock_ns() + TICK_MS * 1000000ull;
    run.guard_ns = guard_ns(box, job, box->least == ISOLATION_MINIMAL ? TURNS : 1);
    ok = ok && (run.played ? run_replay(box, &run, e) : run_hand_over(box, &run, e) && run_follow(box, &run, e)) &&
         report_end(run.fold, &report, e) && run_collect(&run, arena, &report, e);
    if (ok)
        say_deadlock(&run, &report);
    if (ok && box->tape && !run.played)
        run_record(box, &run);
    if (!ok && run.played) /* nobody's fault: a run will tell */
        *e = (struct err){.code = ERR_ABSENT, .text = "the evidence of a run makes no sense to this version"};
    else if (!ok && prepared)
        slot_end(box);
    run_release(&run);
    buf_free(&run.heard);
    if (ok)
        *out = report;
    return ok;
}
