/* cuts.c -- when nothing moves: who sleeps in which call, and who holds which descriptors, at one instant.
 *
 * Theory of operation. When no ptrace stop, no end and no output came for a few ms, every task of the run is looked at
 * in two passes; the first is over before the second begins. From /proc/TID/syscall and status come the call with its
 * arguments, the state, and the counts of context switches. A task counts as asleep only if it slept throughout:
 *
 *   The kernel fills `syscall` in only for a task that is switched out in the very state that it was in a moment before
 *   (wait_task_inactive, under the lock of its run queue); else it says "running". Of one task, call a the moment at
 *   which the first pass read its counts, b the one at which the second pass read its `syscall`, and c the one at which
 *   the second pass read its counts. At b it is switched out and nobody has woken it: a waker changes the state first.
 *   Every switching out is counted. Had it run between a and b, it would have been switched out again by b, and the
 *   counts of a and c would differ. They are equal, so it slept, in one call, from a to b.
 *
 *   All a's come before all b's: at the end of the first pass all these tasks slept at once, and none had been woken.
 *   When they are all tasks of the run, nothing of it can have moved from then until the first b, so what is read
 *   between the passes, the tables of descriptors and the list of processes, belongs to that same instant.
 *
 * Where some of the tasks ran (BLOCKED_UNSURE), the cut speaks of the sleepers of that instant all the same. Tables of
 * processes with a task that runs may change while they are read; what a reader of the cut may conclude from them:
 *
 *   - Nothing, if they run on: a descriptor may be moved to a number that was read already. Such a cut only says since
 *     when a deadlock stood that the last look proves.
 *   - The last look first halts whoever runs. Tables then are of one instant. A fork stops its maker and the child at
 *     us until we answer, which we do not while we look; a child that nobody knows yet is in the list of processes,
 *     read after all tables, and rules the cut out. What is in flight between sockets has no holder: who has sockets in
 *     the hands of somebody who runs cannot be spoken of (observe/waits_stuck.c).
 *
 * From there only what is no task of the run could wake somebody, and each such thing is told or rules the cut out:
 *
 *   - a time that runs out: a call with a timeout, a process with a timer that may still ring (timers.c), carry
 *     BLOCKED_TIMER;
 *   - we, by answering a stop: a task in state t is unsure, as is one that has just been born. A child whose
 *     parent was killed before it could name it, and which nobody knows yet (G reads a pipe, P forks C and is killed in
 *     the act, C will write), cannot run without our answer, so it still is in the list of the run's own processes:
 *     that must hold nobody but tasks we know, and zombies. One that was stopped by SIGSTOP, and of whom no newer word
 *     waits for us, goes on only if somebody continues it (BLOCKED_STOPPED): SIGCONT makes such a word at once;
 *   - others of the machine: descriptors of files that they may lock, too, and an inotify that looks at what they may
 *     open are marked;
 *   - we, by reading output: descriptors of the two pipes are said to lead outside, and while they are not empty, who
 *     polls is unsure;
 *   - a signal on its way: a task with an unblocked pending signal is unsure;
 *   - the kernel, on behalf of a task that has died: it closes, unlocks and wakes while that task still counts as one
 *     (state R, then Z until we have reaped it; the parent is woken by our reaping), never later. A dead first thread
 *     is kept as long as others of its process live (BLOCKED_DEAD), and does nothing;
 *   - the kernel, when it sweeps up descriptors that are in flight between sockets which nobody holds: such an end has
 *     no holder in the cut, and who waits for its end can go on.
 *
 * Who sleeps is asked in state S, and a parent in vfork in state D. A look goes on past the two small reads for each
 * task only if all sleep, or if somebody who waits for more than a child has not moved since the look before; and looks
 * never take more than a fiftieth of the time. When a limit of time ends the run, the last look says how all stand,
 * whatever it costs: that is the one by which a deadlock of some of the tasks is judged. */
#include "sandbox/cuts.h"

#include "sandbox/base/clock.h"
#include "sandbox/base/err.h"
#include "sandbox/base/fd.h"
#include "sandbox/proc.h"
#include "sandbox/stacks.h"
#include "sandbox/timers.h"
#include "sandbox/words.h"

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
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    CUTS_MAX = 20,
    LIVE_CUTS_MAX = 24, /* beside them, with somebody who may run or waits for a time: there can be many */
    LIVE_CUTS_SOON = 8, /* of them at once, the others only now and then */
    CUT_EVENTS_MAX = 16384,
    HELD_MAX = 4096, /* in one cut */
};

static const uint64_t LIVE_PAUSE_NS = 400 * 1000 * 1000, LONG_NS = 250 * 1000 * 1000;

#ifdef CUTS_EAGER /* a test's sandbox, which does little but look: every bad moment is met */
enum { COST_SHARE = 0 };
static const uint64_t WAIT_MIN_NS = 20 * 1000, WAIT_MAX_NS = 50 * 1000;
#else
enum { COST_SHARE = 50 };
static const uint64_t WAIT_MIN_NS = 4 * 1000 * 1000, WAIT_MAX_NS = 50 * 1000 * 1000;
#endif

/* --- one task --------------------------------------------------------------------------------------------------- */

static void be_unsure(struct sleeper *sleeper)
{
    sleeper->state = SLEEPER_AWAKE;
    sleeper->bits = BLOCKED_UNSURE;
    sleeper->call = -1;
    memset(sleeper->arg, 0, sizeof sleeper->arg);
}

/* In this order: `syscall` is b, `status` is a or c of the argument above. False: it is gone, or nobody may look at it.
 * A first thread that has ended makes no call, and some kernels let only root ask. */
static bool look_at(pid_t pid, struct sleeper *out)
{
    char call[512], status[8192];
    bool is_told = proc_read(pid, "syscall", call, sizeof call) >= 0;
    if (strcmp(call, "running\n") == 0) {
        be_unsure(out); /* whatever else there is to know */
        return true;
    }
    if (proc_read(pid, "status", status, sizeof status) <= 0)
        return false;
    sleeper_parse(call, status, out);
    return is_told || out->state == SLEEPER_DEAD;
}

/* Was it stopped by a signal, and has nothing happened to it since that we have not heard of? */
static bool is_left_stopped(const struct task *task)
{
    siginfo_t news = {0};
    return task->is_stopped &&
           waitid(P_PID, (id_t)task->pid, &news, WSTOPPED | WEXITED | WNOHANG | WNOWAIT | __WALL) == 0 &&
           news.si_pid == 0;
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

/* --- all tasks -------------------------------------------------------------------------------------------------- */

static int by_task(const void *a, const void *b)
{
    const struct sleeper *x = a, *y = b;
    return x->task < y->task ? -1 : x->task > y->task;
}

const struct task *cuts_task(const struct cuts *cuts, uint32_t id)
{
    return tracer_task(cuts->tracer, id);
}

/* A dead first thread stays dead; without others of its process it is on its way out, and whoever waits for it with it.
 */
static void find_dying(struct picture *now)
{
    for (size_t i = 0; i < now->sleeper_count; i++) {
        bool others = false;
        for (size_t k = 0; k < now->sleeper_count; k++)
            others |= now->sleepers[k].process == now->sleepers[i].process && now->sleepers[k].state != SLEEPER_DEAD;
        if (!others)
            be_unsure(&now->sleepers[i]);
    }
}

static bool may_go_on_by_time(const struct tracer *tracer, const struct task *task, const struct sleeper *sleeper)
{
    switch (sleeper->state) {
    case SLEEPER_ASLEEP:
        return timers_may_ring(tracer, task, sleeper) || sleeper_is_timed(sleeper);
    case SLEEPER_STOPPED:
        return timers_may_continue(tracer, task);
    case SLEEPER_AWAKE:
    case SLEEPER_DEAD:
        break;
    }
    return false;
}

static bool first_pass(struct cuts *cuts)
{
    const struct tracer *tracer = cuts->tracer;
    struct picture *now = &cuts->now;
    if (tracer->count == 0 || tracer->is_forbidden || tracer->is_killing)
        return false;
    now->sleepers = reallocarray(now->sleepers, tracer->count, sizeof *now->sleepers);
    CHECK(now->sleepers);
    now->sleeper_count = 0;
    for (size_t i = 0; i < tracer->count; i++) {
        const struct task *task = &tracer->tasks[i];
        struct sleeper *sleeper = &now->sleepers[i];
        if (task->id == 0 || task->ended)
            return false;
        *sleeper = (struct sleeper){.pid = task->pid, .task = task->id, .process = task->process};
        if (!look_at(task->pid, sleeper))
            return false;
        if (sleeper->state == SLEEPER_AWAKE || (sleeper->state == SLEEPER_STOPPED && !is_left_stopped(task)))
            be_unsure(sleeper);
        else if (may_go_on_by_time(tracer, task, sleeper))
            sleeper->bits |= BLOCKED_TIMER;
    }
    now->sleeper_count = tracer->count;
    find_dying(now);
    qsort(now->sleepers, now->sleeper_count, sizeof *now->sleepers, by_task);
    return true;
}

/* Who did not sleep all the time may run. */
static bool second_pass(struct cuts *cuts)
{
    bool is_output_waiting = !is_output_taken(cuts);
    cuts->now.is_live = false;
    for (size_t i = 0; i < cuts->now.sleeper_count; i++) {
        struct sleeper again, *sleeper = &cuts->now.sleepers[i];
        if (sleeper->state == SLEEPER_AWAKE) {
            cuts->now.is_live = true;
            continue;
        }
        const struct task *task = cuts_task(cuts, sleeper->task);
        if (!task || !look_at(sleeper->pid, &again))
            return false;
        if (!sleeper_is_same(sleeper, &again) || (sleeper->state == SLEEPER_STOPPED && !is_left_stopped(task)) ||
            (is_output_waiting && sleeper_call_is(sleeper->call, SLEEPER_POLLS)))
            be_unsure(sleeper);
        cuts->now.is_live |= (sleeper->bits & (BLOCKED_UNSURE | BLOCKED_TIMER)) != 0;
    }
    return !is_output_waiting || cuts->now.is_live;
}

/* Is the rest of a look worth its cost? It is if all sleep, or somebody who waits for more than a child has not moved
 * since the look before. */
static bool is_worth_it(struct cuts *cuts)
{
    const struct picture *before = &cuts->before;
    bool all_sleep = true, one_stays = cuts->is_final;
    uint64_t time = clock_ns();
    for (size_t i = 0, k = 0; i < cuts->now.sleeper_count; i++) {
        struct sleeper *sleeper = &cuts->now.sleepers[i];
        all_sleep &= sleeper->state != SLEEPER_AWAKE;
        while (k < before->sleeper_count && before->sleepers[k].task < sleeper->task)
            k++;
        bool stays = k < before->sleeper_count && before->sleepers[k].task == sleeper->task &&
                     sleeper_is_same(sleeper, &before->sleepers[k]);
        sleeper->since_ns = stays ? before->sleepers[k].since_ns : time;
        if (cuts->is_final && stays && time - sleeper->since_ns >= LONG_NS)
            sleeper->bits |= BLOCKED_LONG;
        one_stays |= stays && sleeper->state == SLEEPER_ASLEEP && !(sleeper->bits & BLOCKED_TIMER) &&
                     sleeper->call != SYS_wait4 && sleeper->call != SYS_waitid;
    }
    return all_sleep || one_stays;
}

static void keep_before(struct cuts *cuts)
{
    struct picture *now = &cuts->now, *before = &cuts->before;
    before->sleepers = reallocarray(before->sleepers, now->sleeper_count, sizeof *before->sleepers);
    CHECK(before->sleepers || now->sleeper_count == 0);
    if (now->sleeper_count > 0)
        memcpy(before->sleepers, now->sleepers, now->sleeper_count * sizeof *before->sleepers);
    before->sleeper_count = now->sleeper_count;
}

/* --- descriptors ------------------------------------------------------------------------------------------------ */

static bool is_own(const struct cuts *cuts, dev_t device)
{
    for (size_t i = 0; i < cuts->own_count; i++)
        if (cuts->own[i] == device)
            return true;
    return false;
}

/* Does this inotify look at files that anybody on the machine may open? fdinfo has a line for each that it looks at,
 * "inotify wd:1 ino:2f sdev:1d ...", with the kernel's own number of the device. */
static bool watches_others(const struct cuts *cuts, pid_t pid, int fd)
{
    char file[32], text[4096];
    CHECK(snprintf(file, sizeof file, "fdinfo/%d", fd) < (int)sizeof file);
    ssize_t n = proc_read(pid, file, text, sizeof text);
    bool others = n <= 0 || n == sizeof text - 1; /* it cannot be read, or goes on */
    for (const char *p = text; (p = strstr(p, "sdev:")); p++) {
        unsigned device = (unsigned)strtoul(p + 5, NULL, 16);
        others |= !is_own(cuts, makedev(device >> 20, device & 0xfffff));
    }
    return others;
}

static void name_object(const struct cuts *cuts, pid_t pid, int folder, const char *name, const struct stat *st,
                        struct held *held)
{
    char target[64] = "";
    bool is_pipe = S_ISFIFO(st->st_mode) && st->st_dev == cuts->pipe_device;
    held->object = (int64_t)(st->st_ino & INT64_MAX);
    if (is_pipe || S_ISSOCK(st->st_mode)) {
        held->kind = is_pipe ? FD_PIPE : FD_SOCKET;
    } else if (S_ISFIFO(st->st_mode)) {
        held->kind = FD_FIFO;
        held->object = proc_fifo(st);
    } else {
        ssize_t n = readlinkat(folder, name, target, sizeof target - 1);
        bool is_event = n > 0 && (strncmp(target, "anon_inode:", 11) == 0 || strncmp(target, "pidfd:", 6) == 0);
        held->kind = is_event ? FD_EVENT : FD_OTHER;
        held->object = 0;
        bool is_memory = n > 0 && strncmp(target, "/memfd:", 7) == 0; /* all of the kernel's one file system */
        if (!is_event && !is_memory && !is_own(cuts, st->st_dev))
            held->bits |= HELD_SHARED;
        if (n > 0 && strcmp(target, "anon_inode:inotify") == 0 && watches_others(cuts, pid, held->fd))
            held->bits |= HELD_OUTSIDE;
    }
    for (size_t i = 0; i < 2; i++)
        held->bits |= is_pipe && st->st_ino == cuts->output_objects[i] ? HELD_OUTSIDE : 0;
}

static bool add_held(struct cuts *cuts, pid_t pid, uint32_t task, int folder, const char *name)
{
    char file[32], text[512];
    struct stat st;
    uint64_t flags, mail;
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
        name_object(cuts, pid, folder, name, &st, &held);
    if (held.kind == FD_SOCKET && sleeper_number(text, "scm_fds:", 10, &mail) && mail > 0)
        held.bits |= HELD_HAS_MAIL;
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
        if (sleepers[i].state == SLEEPER_DEAD)
            continue; /* it has let go of its table */
        size_t first = 0;
        while (sleepers[first].process != sleepers[i].process || sleepers[first].state == SLEEPER_DEAD)
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

/* --- saying it ---------------------------------------------------------------------------------------------------- */

static bool is_same_picture(const struct picture *a, const struct picture *b)
{
    if (a->sleeper_count != b->sleeper_count || a->held_count != b->held_count)
        return false;
    for (size_t i = 0; i < a->sleeper_count; i++) {
        const struct sleeper *x = &a->sleepers[i], *y = &b->sleepers[i];
        if (x->task != y->task || x->call != y->call || memcmp(x->arg, y->arg, sizeof x->arg) != 0 ||
            x->bits != y->bits || strcmp(x->path, y->path) != 0)
            return false;
    }
    for (size_t i = 0; i < a->held_count; i++) {
        const struct held *x = &a->held[i], *y = &b->held[i];
        if (x->task != y->task || x->fd != y->fd || x->object != y->object || x->kind != y->kind ||
            x->mode != y->mode || x->bits != y->bits)
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
        if (last->sleepers[i].task != now->sleepers[i].task || now->sleepers[i].state == SLEEPER_AWAKE ||
            !sleeper_is_same(&last->sleepers[i], &now->sleepers[i]))
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
                       ARGS(held->fd, held->kind, held->object, held->mode, held->bits), NULL);
    }
}

/* Cuts that cannot prove that all are stuck have a budget of their own. The last look is always said. */
static bool may_be_said(const struct cuts *cuts, size_t count)
{
    if (!stream_has_room(cuts->stream, count))
        return false;
    if (cuts->is_final)
        return true;
    if (cuts->events + count > CUT_EVENTS_MAX)
        return false;
    if (!cuts->now.is_live)
        return cuts->taken < CUTS_MAX;
    return cuts->taken_live < LIVE_CUTS_SOON ||
           (cuts->taken_live < LIVE_CUTS_MAX && clock_ns() >= cuts->live_ns + LIVE_PAUSE_NS);
}

static void say(struct cuts *cuts)
{
    struct picture *now = &cuts->now;
    size_t words = 0;
    for (size_t i = 0; i < now->sleeper_count; i++)
        words += now->sleepers[i].has_word;
    size_t count = now->sleeper_count + words + now->held_count + 2;
    if (!may_be_said(cuts, count))
        return;
    cuts->taken += !now->is_live;
    cuts->taken_live += now->is_live;
    cuts->live_ns = now->is_live ? clock_ns() : cuts->live_ns;
    cuts->events += (uint32_t)count;
    stream_add(cuts->stream, EV_CUT, 0, 0, ARGS((int64_t)now->sleeper_count), NULL);
    for (size_t i = 0; i < now->sleeper_count; i++) {
        struct sleeper *sleeper = &now->sleepers[i];
        sleeper->event = cuts->stream->next;
        stream_add(cuts->stream, EV_BLOCKED, sleeper->task, sleeper->process,
                   ARGS(sleeper->call, (int64_t)sleeper->arg[0], (int64_t)sleeper->arg[1], (int64_t)sleeper->arg[2],
                        (int64_t)sleeper->bits),
                   sleeper->path);
        if (sleeper->has_word)
            stream_add(cuts->stream, EV_WORD, sleeper->task, sleeper->process,
                       ARGS((int64_t)sleeper_word_at(sleeper, &(size_t){0}), sleeper->word[0], sleeper->word[1],
                            sleeper->word[2], sleeper->word[3]),
                       NULL);
    }
    for (size_t i = 0; i < now->sleeper_count; i++)
        say_held(cuts, &now->sleepers[i]);
    stream_add(cuts->stream, EV_CUT_END, 0, 0,
               ARGS((int64_t)now->sleeper_count, (int64_t)now->held_count, (int64_t)words), NULL);
    struct picture last = cuts->last;
    cuts->last = *now;
    cuts->now = last;
}

/* --- the clock ---------------------------------------------------------------------------------------------------- */

static void wait_from(struct cuts *cuts, uint64_t now)
{
    cuts->next_ns = now + cuts->wait_ns > cuts->soonest_ns ? now + cuts->wait_ns : cuts->soonest_ns;
    if (cuts->taken == CUTS_MAX)
        cuts->next_ns = UINT64_MAX; /* nothing more would be said before the last look */
}

void cuts_begin(struct cuts *cuts, struct stream *stream, const struct tracer *tracer, pid_t init, const int *out,
                const int *err, const int *folders, size_t folder_count)
{
    struct stat st;
    *cuts = (struct cuts){.stream = stream, .tracer = tracer, .init = init, .outputs = {out, err}};
    CHECK(folder_count <= CUTS_FOLDERS_MAX);
    for (size_t i = 0; i < folder_count; i++)
        if (fstat(folders[i], &st) == 0)
            cuts->own[cuts->own_count++] = st.st_dev;
    for (size_t i = 0; i < 2; i++) {
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

void cuts_rest(struct cuts *cuts)
{
    if (cuts->is_rest)
        return;
    cuts->is_rest = true;
    cuts->taken = cuts->taken_live = cuts->events = 0;
    cuts_moved(cuts, clock_ns());
}

/* What a look costs is its CPU time: on a busy machine it may take long by the clock, and that is not its doing. */
static uint64_t cpu_ns(void)
{
    struct timespec spent;
    CHECK(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent) == 0);
    return (uint64_t)spent.tv_sec * 1000000000 + (uint64_t)spent.tv_nsec;
}

/* All that lies between the passes, and they themselves. */
static bool is_cut(struct cuts *cuts)
{
    struct picture *now = &cuts->now;
    bool ok = is_worth_it(cuts) && (cuts->is_final || !is_unmoved(cuts));
    if (ok) {
        words_read(cuts);
        ok = list_all_held(cuts) && all_are_known(cuts) && second_pass(cuts);
    }
    for (size_t i = 0; ok && i < now->sleeper_count; i++)
        if (now->sleepers[i].state != SLEEPER_AWAKE && now->sleepers[i].state != SLEEPER_DEAD)
            return true; /* there is somebody to speak of */
    return ok && cuts->is_final;
}

void cuts_look(struct cuts *cuts)
{
    uint64_t cpu_before = cpu_ns();
    if (first_pass(cuts)) {
        bool found = is_cut(cuts);
        keep_before(cuts);
        if (found && is_same_picture(&cuts->last, &cuts->now))
            renew(cuts);
        else if (found)
            say(cuts);
    }
    uint64_t end = clock_ns();
    cuts->soonest_ns = end + COST_SHARE * (cpu_ns() - cpu_before);
    cuts->wait_ns = 2 * cuts->wait_ns < WAIT_MAX_NS ? 2 * cuts->wait_ns : WAIT_MAX_NS;
    wait_from(cuts, end);
}

bool cuts_look_last(struct cuts *cuts, struct tracer *tracer)
{
    cuts->is_final = true;
    tracer_adopt(tracer); /* who executes a program waits for a thread that was being born */
    if (!first_pass(cuts))
        return false;
    bool runs = false;
    for (size_t i = 0; i < cuts->now.sleeper_count; i++) {
        const struct task *task = cuts_task(cuts, cuts->now.sleepers[i].task);
        runs |= task && cuts->now.sleepers[i].state == SLEEPER_AWAKE && !task->is_halted;
    }
    if (runs) {
        stacks_halt(tracer, &cuts->now, true);
        return false;
    }
    if (!is_cut(cuts))
        return false;
    say(cuts);
    return true;
}

void cuts_end(struct cuts *cuts)
{
    free(cuts->last.sleepers);
    free(cuts->last.held);
    free(cuts->now.sleepers);
    free(cuts->now.held);
    free(cuts->before.sleepers);
    *cuts = (struct cuts){0};
}
