/* cuts.c -- when nothing moves: who sleeps in which call, and who holds which descriptors, at one instant.
 *
 * Theory of operation. When no ptrace stop, no end and no output came for a few ms, every task of the run is looked at
 * in two passes; the first is over before the second begins. From /proc/TID/syscall and status come the call with its
 * arguments, the state, and the counts of context switches. A cut is said only if every task slept throughout:
 *
 *   The kernel fills `syscall` in only for a task that is switched out in the very state that it was in a moment before
 *   (wait_task_inactive, under the lock of its run queue); else it says "running". Of one task, call a the moment at
 *   which the first pass read its counts, b the one at which the second pass read its `syscall`, and c the one at which
 *   the second pass read its counts. At b it is switched out and nobody has woken it: a waker changes the state first.
 *   Every switching out is counted. Had it run between a and b, it would have been switched out again by b, and the
 *   counts of a and c would differ. They are equal, so it slept, in one call, from a to b.
 *
 *   All a's come before all b's: at the end of the first pass all tasks slept at once, and none had been woken. Nothing
 *   of the run can have moved from then until the first b, so what is read between the passes, the tables of
 *   descriptors and the list of processes, belongs to that same instant.
 *
 * From there only what is no task of the run could wake somebody, and each such thing is told or rules the cut out:
 *
 *   - a time that runs out: a call with a timeout, a process with a timer, carry BLOCKED_TIMER;
 *   - we, by answering a stop: a stopped task is in state t, not S. So is one that has just been born. A child whose
 *     parent was killed before it could name it, and which nobody knows yet (G reads a pipe, P forks C and is killed in
 *     the act, C will write), cannot run without our answer, so it still is in the list of the run's own processes:
 *     that must hold nobody but tasks we know, and zombies;
 *   - we, by reading output: the two pipes must be empty, and descriptors of them are said to lead outside;
 *   - a signal on its way: a task with an unblocked pending signal rules the cut out;
 *   - the kernel, on behalf of a task that has died: it closes, unlocks and wakes while that task still counts as one
 *     (state R, then Z until we have reaped it; the parent is woken by our reaping), never later;
 *   - the kernel, when it sweeps up descriptors that are in flight between sockets which nobody holds: such an end has
 *     no holder in the cut, and who waits for its end can go on.
 *
 * Anything else that is not state S (R; D, which a parent in vfork shows; T; t; a dead leader's Z) rules the cut out. A
 * look ends at the first task that does not sleep, so that a busy program costs one or two small reads each 50 ms; and
 * looks never take more than a fiftieth of the time. */
#include "sandbox/cuts.h"

#include "sandbox/base/clock.h"
#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"
#include "sandbox/proc.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/kcmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum {
    CUTS_MAX = 20,
    LIVE_CUTS_MAX = 8, /* of them with somebody who waits for a time: these prove nothing, and can be many */
    CUT_EVENTS_MAX = 16384,
    HELD_MAX = 4096, /* in one cut */
};

#ifdef CUTS_EAGER /* a test's sandbox, which does little but look: every bad moment is met */
enum { COST_SHARE = 0 };
static const uint64_t WAIT_MIN_NS = 20 * 1000, WAIT_MAX_NS = 50 * 1000;
#else
enum { COST_SHARE = 50 };
static const uint64_t WAIT_MIN_NS = 4 * 1000 * 1000, WAIT_MAX_NS = 50 * 1000 * 1000;
#endif

/* --- one task --------------------------------------------------------------------------------------------------- */

/* In this order: `syscall` is b, `status` is a or c of the argument above. */
static bool look_at(pid_t pid, struct sleeper *out)
{
    char text[8192];
    if (proc_read(pid, "syscall", text, sizeof text) <= 0 || !sleeper_parse_call(text, out))
        return false;
    return proc_read(pid, "status", text, sizeof text) > 0 && sleeper_parse_status(text, out);
}

/* --- all tasks -------------------------------------------------------------------------------------------------- */

static int by_task(const void *a, const void *b)
{
    const struct sleeper *x = a, *y = b;
    return x->task < y->task ? -1 : x->task > y->task;
}

static bool first_pass(struct cuts *cuts)
{
    const struct tracer *tracer = cuts->tracer;
    struct picture *now = &cuts->now;
    if (tracer->count == 0 || tracer->is_forbidden || tracer->is_killing || tracer->first_ended)
        return false;
    now->sleepers = reallocarray(now->sleepers, tracer->count, sizeof *now->sleepers);
    CHECK(now->sleepers);
    for (size_t i = 0; i < tracer->count; i++) {
        const struct task *task = &tracer->tasks[i];
        if (task->id == 0 || task->ended)
            return false;
        now->sleepers[i] = (struct sleeper){.pid = task->pid, .task = task->id, .process = task->process};
        if (!look_at(task->pid, &now->sleepers[i]))
            return false;
        if (task->has_timer || tracer->has_timer || sleeper_is_timed(&now->sleepers[i]))
            now->sleepers[i].bits |= BLOCKED_TIMER;
    }
    now->sleeper_count = tracer->count;
    qsort(now->sleepers, now->sleeper_count, sizeof *now->sleepers, by_task);
    return true;
}

static bool second_pass(const struct cuts *cuts)
{
    for (size_t i = 0; i < cuts->now.sleeper_count; i++) {
        struct sleeper again;
        if (!look_at(cuts->now.sleepers[i].pid, &again) || !sleeper_is_same(&cuts->now.sleepers[i], &again))
            return false;
    }
    return true;
}

/* --- descriptors ------------------------------------------------------------------------------------------------ */

/* A FIFO's number counts within its file system, so both make the object. */
static void name_object(const struct cuts *cuts, int folder, const char *name, const struct stat *st, struct held *held)
{
    char target[64] = "";
    bool is_pipe = S_ISFIFO(st->st_mode) && st->st_dev == cuts->pipe_device;
    held->object = (int64_t)(st->st_ino & INT64_MAX);
    if (is_pipe || S_ISSOCK(st->st_mode)) {
        held->kind = is_pipe ? FD_PIPE : FD_SOCKET;
    } else if (S_ISFIFO(st->st_mode)) {
        held->kind = FD_FIFO;
        held->object = (int64_t)(((uint64_t)st->st_dev << 40 ^ st->st_ino) & INT64_MAX);
    } else {
        ssize_t n = readlinkat(folder, name, target, sizeof target - 1);
        bool is_event = n > 0 && (strncmp(target, "anon_inode:", 11) == 0 || strncmp(target, "pidfd:", 6) == 0);
        held->kind = is_event ? FD_EVENT : FD_OTHER;
        held->object = 0;
    }
    for (size_t i = 0; i < 2; i++)
        held->leads_outside |= is_pipe && st->st_ino == cuts->output_objects[i];
}

static bool add_held(struct cuts *cuts, pid_t pid, uint32_t task, int folder, const char *name)
{
    char file[32], text[512];
    struct stat st;
    uint64_t flags;
    struct picture *now = &cuts->now;
    struct held held = {.task = task, .fd = (int)strtol(name, NULL, 10)};
    CHECK(snprintf(file, sizeof file, "fdinfo/%d", held.fd) < (int)sizeof file);
    if (now->held_count == HELD_MAX || fstatat(folder, name, &st, 0) < 0 ||
        proc_read(pid, file, text, sizeof text) <= 0 || !sleeper_number(text, "flags:", 8, &flags))
        return false;
    held.mode = flags & O_ACCMODE;
    if (flags & O_PATH)
        held.kind = FD_OTHER;
    else
        name_object(cuts, folder, name, &st, &held);
    if (now->held_count % 64 == 0) {
        now->held = reallocarray(now->held, now->held_count + 64, sizeof *now->held);
        CHECK(now->held);
    }
    now->held[now->held_count++] = held;
    return true;
}

/* The table of a process, by its first task. */
static bool list_held(struct cuts *cuts, const struct sleeper *first)
{
    char path[48];
    CHECK(snprintf(path, sizeof path, "/proc/%d/fd", (int)first->pid) < (int)sizeof path);
    DIR *folder = opendir(path);
    if (!folder)
        return false;
    bool ok = true;
    const struct dirent *entry;
    while (ok && (entry = readdir(folder)))
        if (entry->d_name[0] != '.')
            ok = add_held(cuts, first->pid, first->task, dirfd(folder), entry->d_name);
    (void)closedir(folder); /* read only */
    return ok;
}

/* Threads made by hand may each have a table; then the program is not one we can speak of. */
static bool list_all_held(struct cuts *cuts)
{
    const struct sleeper *sleepers = cuts->now.sleepers;
    cuts->now.held_count = 0;
    for (size_t i = 0; i < cuts->now.sleeper_count; i++) {
        size_t first = 0;
        while (sleepers[first].process != sleepers[i].process)
            first++;
        bool ok = first == i ? list_held(cuts, &sleepers[i])
                             : syscall(SYS_kcmp, sleepers[first].pid, sleepers[i].pid, KCMP_FILES, 0, 0) == 0;
        if (!ok)
            return false;
    }
    return true;
}

/* --- what else could move ----------------------------------------------------------------------------------------- */

static bool is_known(const struct cuts *cuts, pid_t inside)
{
    for (size_t i = 0; i < cuts->tracer->count; i++)
        if (cuts->tracer->tasks[i].inside == inside)
            return true;
    return inside == 1; /* init, which only waits */
}

static bool is_zombie(int folder, const char *name)
{
    char path[32], text[256];
    if (snprintf(path, sizeof path, "%s/stat", name) >= (int)sizeof path)
        return false;
    AUTO_CLOSE int fd = openat(folder, path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    text[n > 0 ? n : 0] = 0;
    const char *end = strrchr(text, ')'); /* of the name, which may hold anything */
    return end && strncmp(end, ") Z", 3) == 0;
}

/* Is there no process in the run that we have not heard of? */
static bool all_are_known(const struct cuts *cuts)
{
    char path[48];
    CHECK(snprintf(path, sizeof path, "/proc/%d/root/proc", (int)cuts->init) < (int)sizeof path);
    DIR *folder = opendir(path);
    if (!folder)
        return false;
    bool ok = true, has_init = false;
    const struct dirent *entry;
    while (ok && (entry = readdir(folder))) {
        pid_t inside = (pid_t)strtol(entry->d_name, NULL, 10);
        has_init |= inside == 1;
        ok = inside == 0 || is_known(cuts, inside) || is_zombie(dirfd(folder), entry->d_name);
    }
    (void)closedir(folder); /* read only */
    return ok && has_init;
}

static bool is_output_taken(const struct cuts *cuts)
{
    for (size_t i = 0; i < 2; i++) {
        int waiting = 0;
        if (*cuts->outputs[i] >= 0 && (ioctl(*cuts->outputs[i], FIONREAD, &waiting) < 0 || waiting > 0))
            return false;
    }
    return true;
}

/* --- saying it ---------------------------------------------------------------------------------------------------- */

static bool is_same_picture(const struct picture *a, const struct picture *b)
{
    if (a->sleeper_count != b->sleeper_count || a->held_count != b->held_count)
        return false;
    for (size_t i = 0; i < a->sleeper_count; i++) {
        const struct sleeper *x = &a->sleepers[i], *y = &b->sleepers[i];
        if (x->task != y->task || x->call != y->call || memcmp(x->arg, y->arg, sizeof x->arg) != 0 ||
            x->bits != y->bits)
            return false;
    }
    for (size_t i = 0; i < a->held_count; i++) {
        const struct held *x = &a->held[i], *y = &b->held[i];
        if (x->task != y->task || x->fd != y->fd || x->object != y->object || x->kind != y->kind ||
            x->mode != y->mode || x->leads_outside != y->leads_outside)
            return false;
    }
    return true;
}

/* Has nobody run since what was said last? Then there is nothing new to read. */
static bool is_unmoved(const struct cuts *cuts)
{
    const struct picture *last = &cuts->last, *now = &cuts->now;
    if (last->sleeper_count != now->sleeper_count)
        return false;
    for (size_t i = 0; i < now->sleeper_count; i++)
        if (last->sleepers[i].task != now->sleepers[i].task || !sleeper_is_same(&last->sleepers[i], &now->sleepers[i]))
            return false;
    return true;
}

/* The same picture again, though somebody ran in between. */
static void renew(struct cuts *cuts)
{
    for (size_t i = 0; i < cuts->now.sleeper_count; i++) {
        uint32_t event = cuts->last.sleepers[i].event;
        cuts->last.sleepers[i] = cuts->now.sleepers[i];
        cuts->last.sleepers[i].event = event;
    }
}

static void say_held(struct cuts *cuts, const struct sleeper *sleeper)
{
    for (size_t i = 0; i < cuts->now.held_count; i++) {
        const struct held *held = &cuts->now.held[i];
        if (held->task == sleeper->task)
            stream_add(cuts->stream, EV_HELD, sleeper->task, sleeper->process,
                       ARGS(held->fd, held->kind, held->object, held->mode, held->leads_outside), NULL);
    }
}

static void say(struct cuts *cuts)
{
    struct picture *now = &cuts->now;
    size_t count = now->sleeper_count + now->held_count + 2;
    bool is_live = false;
    for (size_t i = 0; i < now->sleeper_count; i++)
        is_live |= (now->sleepers[i].bits & BLOCKED_TIMER) != 0;
    if (cuts->taken == CUTS_MAX || (is_live && cuts->taken_live == LIVE_CUTS_MAX) ||
        cuts->events + count > CUT_EVENTS_MAX || !stream_has_room(cuts->stream, count))
        return;
    cuts->taken++;
    cuts->taken_live += is_live;
    cuts->events += (uint32_t)count;
    stream_add(cuts->stream, EV_CUT, 0, 0, ARGS((int64_t)now->sleeper_count), NULL);
    for (size_t i = 0; i < now->sleeper_count; i++) {
        struct sleeper *sleeper = &now->sleepers[i];
        sleeper->event = cuts->stream->next;
        stream_add(cuts->stream, EV_BLOCKED, sleeper->task, sleeper->process,
                   ARGS(sleeper->call, (int64_t)sleeper->arg[0], (int64_t)sleeper->arg[1], (int64_t)sleeper->arg[2],
                        (int64_t)sleeper->bits),
                   NULL);
    }
    for (size_t i = 0; i < now->sleeper_count; i++)
        say_held(cuts, &now->sleepers[i]);
    stream_add(cuts->stream, EV_CUT_END, 0, 0, ARGS((int64_t)now->sleeper_count, (int64_t)now->held_count), NULL);
    struct picture last = cuts->last;
    cuts->last = *now;
    cuts->now = last;
}

/* --- the clock ---------------------------------------------------------------------------------------------------- */

static void wait_from(struct cuts *cuts, uint64_t now)
{
    cuts->next_ns = now + cuts->wait_ns > cuts->soonest_ns ? now + cuts->wait_ns : cuts->soonest_ns;
    if (cuts->taken == CUTS_MAX)
        cuts->next_ns = UINT64_MAX;
}

void cuts_begin(struct cuts *cuts, struct stream *stream, const struct tracer *tracer, pid_t init, const int *out,
                const int *err)
{
    *cuts = (struct cuts){.stream = stream, .tracer = tracer, .init = init, .outputs = {out, err}};
    for (size_t i = 0; i < 2; i++) {
        struct stat st;
        CHECK(fstat(*cuts->outputs[i], &st) == 0);
        cuts->output_objects[i] = st.st_ino;
        cuts->pipe_device = st.st_dev;
    }
    cuts_moved(cuts, clock_ns());
}

void cuts_moved(struct cuts *cuts, uint64_t now)
{
    cuts->wait_ns = WAIT_MIN_NS;
    wait_from(cuts, now);
}

/* What a look costs is its CPU time: on a busy machine it may take long by the clock, and that is not its doing. */
static uint64_t cpu_ns(void)
{
    struct timespec spent;
    CHECK(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent) == 0);
    return (uint64_t)spent.tv_sec * 1000000000 + (uint64_t)spent.tv_nsec;
}

void cuts_look(struct cuts *cuts)
{
    uint64_t cpu_before = cpu_ns();
    bool is_cut = first_pass(cuts) && !is_unmoved(cuts) && list_all_held(cuts) && all_are_known(cuts) &&
                  second_pass(cuts) && is_output_taken(cuts);
    if (is_cut && is_same_picture(&cuts->last, &cuts->now))
        renew(cuts);
    else if (is_cut)
        say(cuts);
    uint64_t end = clock_ns();
    cuts->soonest_ns = end + COST_SHARE * (cpu_ns() - cpu_before);
    cuts->wait_ns = 2 * cuts->wait_ns < WAIT_MAX_NS ? 2 * cuts->wait_ns : WAIT_MAX_NS;
    wait_from(cuts, end);
}

void cuts_end(struct cuts *cuts)
{
    free(cuts->last.sleepers);
    free(cuts->last.held);
    free(cuts->now.sleepers);
    free(cuts->now.held);
    *cuts = (struct cuts){0};
}
