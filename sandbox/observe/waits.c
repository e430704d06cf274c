/* waits.c -- who waits for whom at one instant, and whether anything can ever move again. */
#include "sandbox/observe/waits.h"

#include "sandbox/base/err.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* The proof. A cut is an instant at which no task of the run was running. A task that sleeps in a call of the table
 * below can only be woken by what another task of the run does (writes, closes, exits, unlocks, sends a signal); what
 * else could wake it is ruled out: a timer or a timeout (BLOCKED_TIMER), somebody outside the run (an fd that leads
 * there), and that what it waits for has come already (BLOCKED_UNSURE; no holder of the other end; no child). So every
 * chain of wakers goes through tasks of the cut; if all of them sleep like this, no chain begins anywhere, and none
 * will ever move. As only such global deadlocks are said, one task that may run is enough to know that there is none,
 * and who waits for whom is needed only to explain.
 *
 * Sockets are all of the run: it has a network namespace of its own, may make none but unix ones, and inherits none.
 *
 * Which calls are not in the table, and why: epoll (its fd is no pipe), nanosleep (a timer). poll and select are there
 * for processes that hold nothing but pipes beside their first three. */

enum { LIST_FIRST = 32 };

/* What is known of a task, by its id. */
struct task {
    uint32_t process; /* 0: no such task */
    uint32_t parent;  /* process; of a process's first task */
    uint32_t born;    /* number of its EV_TASK */
    int32_t pid;      /* as seen inside */
    uint32_t thread;  /* which of its process, from 1 */
    uint32_t threads; /* so far; of a process's first task */
    bool alive;
    uint32_t in_cut; /* number of the cut it was last seen in */
    struct waits_stack fork;
};

struct list { /* of events */
    struct event *items;
    size_t count, capacity;
};

struct waits {
    struct arena *arena;
    struct task *tasks;
    size_t task_capacity, alive;
    uint32_t last_process;
    bool blind; /* events were lost or made no sense: nothing can be proved any more */
    struct list pipes, blocked, held;
    struct waits_stack *pipe_stacks;
    size_t pipe_stack_capacity;
    bool in_cut;
    uint32_t cut; /* number of its event */
    uint64_t cut_at_ns;
    int64_t cut_tasks;
    struct waits_wait *waits;
    struct waits_deadlock said;
};

const char *deadlock_kind_name(enum deadlock_kind kind)
{
    static const char *const names[] = {
        [DEADLOCK_SELF_HELD_END] = "self-held-end", [DEADLOCK_CIRCULAR_WAIT] = "circular-wait",
        [DEADLOCK_NO_SENDER] = "no-sender",         [DEADLOCK_FULL_PIPE] = "full-pipe",
        [DEADLOCK_LOCK_CYCLE] = "lock-cycle",       [DEADLOCK_LOST_WAKEUP] = "lost-wakeup",
        [DEADLOCK_CHILD_STUCK] = "child-stuck",     [DEADLOCK_OTHER] = "other"};
    CHECK((unsigned)kind < DEADLOCK_KIND_COUNT);
    return names[kind];
}

struct waits *waits_begin(struct arena *arena)
{
    struct waits *w = arena_alloc(arena, 1, sizeof *w);
    w->arena = arena;
    return w;
}

static void *grow(struct arena *arena, void *old, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return old;
    size_t before = *capacity;
    *capacity = before ? before : LIST_FIRST;
    while (*capacity <= count)
        *capacity *= 2;
    void *bigger = arena_alloc(arena, *capacity, size);
    if (before > 0)
        memcpy(bigger, old, before * size);
    return bigger;
}

static void append(struct waits *w, struct list *list, const struct event *ev)
{
    list->items = grow(w->arena, list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = *ev;
}

static struct task *task_of(struct waits *w, uint32_t id)
{
    return id < w->task_capacity && w->tasks[id].process != 0 ? &w->tasks[id] : NULL;
}

/* --- the table of calls ---------------------------------------------------------------------------------------------
 */

/* arg is what EV_BLOCKED gives: the number of the call, its first three arguments, bits of enum blocked. */
static bool is_plain_wait(const int64_t arg[EVENT_ARGS])
{
    return (arg[3] & (WNOHANG | WUNTRACED | WCONTINUED)) == 0;
}

static bool is_futex_wait(const int64_t arg[EVENT_ARGS])
{
    int command = (int)arg[2] & FUTEX_CMD_MASK;
    return command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET || command == FUTEX_LOCK_PI;
}

static bool is_poll_wait(const int64_t arg[EVENT_ARGS])
{
    return (int32_t)arg[3] < 0;
}

static bool is_lock_wait(const int64_t arg[EVENT_ARGS])
{
    return arg[2] == F_SETLKW || arg[2] == F_OFD_SETLKW;
}

static const struct call {
    int64_t number;
    const char *name;
    enum wait_on on;
    bool (*waits)(const int64_t arg[EVENT_ARGS]); /* NULL: whenever a task sleeps in it */
} calls[] = {
    {SYS_read, "read", WAIT_PIPE_DATA, NULL},
    {SYS_readv, "readv", WAIT_PIPE_DATA, NULL},
    {SYS_write, "write", WAIT_PIPE_ROOM, NULL},
    {SYS_writev, "writev", WAIT_PIPE_ROOM, NULL},
    {SYS_recvfrom, "recvfrom", WAIT_SOCKET, NULL},
    {SYS_recvmsg, "recvmsg", WAIT_SOCKET, NULL},
    {SYS_accept, "accept", WAIT_SOCKET, NULL},
    {SYS_accept4, "accept4", WAIT_SOCKET, NULL},
    {SYS_wait4, "wait4", WAIT_CHILD, is_plain_wait},
    {SYS_waitid, "waitid", WAIT_CHILD, NULL},
    {SYS_futex, "futex", WAIT_FUTEX, is_futex_wait},
#ifdef SYS_poll
    {SYS_poll, "poll", WAIT_FDS, is_poll_wait},
    {SYS_select, "select", WAIT_FDS, NULL},
#endif
    {SYS_ppoll, "ppoll", WAIT_FDS, NULL},
    {SYS_pselect6, "pselect", WAIT_FDS, NULL},
#ifdef SYS_pause
    {SYS_pause, "pause", WAIT_SIGNAL, NULL},
#endif
    {SYS_rt_sigsuspend, "sigsuspend", WAIT_SIGNAL, NULL},
    {SYS_rt_sigtimedwait, "sigwait", WAIT_SIGNAL, NULL},
    {SYS_semop, "semop", WAIT_IPC, NULL},
    {SYS_semtimedop, "semtimedop", WAIT_IPC, NULL},
    {SYS_msgrcv, "msgrcv", WAIT_IPC, NULL},
    {SYS_msgsnd, "msgsnd", WAIT_IPC, NULL},
    {SYS_mq_timedreceive, "mq_receive", WAIT_IPC, NULL},
    {SYS_mq_timedsend, "mq_send", WAIT_IPC, NULL},
    {SYS_flock, "flock", WAIT_LOCK, NULL},
    {SYS_fcntl, "fcntl", WAIT_LOCK, is_lock_wait},
#ifdef SYS_open
    {SYS_open, "open", WAIT_FIFO_OPEN, NULL},
#endif
    {SYS_openat, "openat", WAIT_FIFO_OPEN, NULL},
};

static const struct call *call_of(int64_t number)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (calls[i].number == number)
            return &calls[i];
    return NULL;
}

const char *wait_call_name(int64_t number)
{
    const struct call *call = call_of(number);
    return call ? call->name : NULL;
}

/* --- one cut --------------------------------------------------------------------------------------------------------
 */

static int64_t held_object(const struct event *held)
{
    return held->arg[2];
}

static bool is_pipe(const struct event *held)
{
    return (held->arg[1] == FD_PIPE || held->arg[1] == FD_FIFO) && held_object(held) != 0;
}

static bool leads_outside(const struct event *held)
{
    return held->arg[4] != 0;
}

static const struct event *find_held(const struct waits *w, uint32_t process, int64_t fd)
{
    for (size_t i = 0; i < w->held.count; i++)
        if (w->held.items[i].process == process && w->held.items[i].arg[0] == fd)
            return &w->held.items[i];
    return NULL;
}

/* By process, then fd; those of the waiting process itself come first. */
static void sort_holders(struct waits_holder *holders, size_t count, uint32_t itself)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0; k--) {
            struct waits_holder *a = &holders[k - 1], *b = &holders[k];
            uint32_t x = a->process == itself ? 0 : a->process, y = b->process == itself ? 0 : b->process;
            if (x < y || (x == y && a->fd <= b->fd))
                break;
            struct waits_holder swapped = *a;
            *a = *b;
            *b = swapped;
        }
}

/* Fills the holders of the other end of the pipe that out waits on. False: it may be woken from outside, or is not
 * waiting at all: the pipe is at its end, or broken. */
static bool wait_on_pipe(struct waits *w, const struct event *blocked, struct waits_wait *out)
{
    const struct event *own = find_held(w, blocked->process, blocked->arg[1]);
    int wanted = out->on == WAIT_PIPE_DATA ? O_WRONLY : O_RDONLY;
    if (!own || !is_pipe(own) || leads_outside(own) || own->arg[3] == wanted)
        return false;
    struct waits_holder *holders = arena_alloc(w->arena, w->held.count, sizeof *holders);
    for (size_t i = 0; i < w->held.count; i++) {
        const struct event *held = &w->held.items[i];
        if (!is_pipe(held) || held_object(held) != held_object(own))
            continue;
        if (leads_outside(held))
            return false;
        if (held->arg[3] == wanted || held->arg[3] == O_RDWR)
            holders[out->holder_count++] = (struct waits_holder){held->process, (int)held->arg[0]};
    }
    out->fd = (int)blocked->arg[1];
    out->object = held_object(own);
    out->holders = holders;
    sort_holders(holders, out->holder_count, blocked->process);
    return out->holder_count > 0;
}

/* The living children that may end the wait. An orphan it may have inherited is not among them. */
static bool wait_on_child(struct waits *w, const struct event *blocked, struct waits_wait *out)
{
    struct waits_holder *holders = arena_alloc(w->arena, w->blocked.count, sizeof *holders);
    bool is_one = out->call == SYS_wait4 ? (int32_t)blocked->arg[1] > 0 : blocked->arg[1] == P_PID;
    int32_t pid = (int32_t)(out->call == SYS_wait4 ? blocked->arg[1] : blocked->arg[2]);
    for (size_t i = 0; i < w->blocked.count; i++) {
        uint32_t process = w->blocked.items[i].process;
        const struct task *first = &w->tasks[process];
        bool known = false;
        for (size_t k = 0; k < out->holder_count; k++)
            known |= holders[k].process == process; /* another thread of it */
        if (!known && first->parent == blocked->process && (!is_one || first->pid == pid))
            holders[out->holder_count++] = (struct waits_holder){process, -1};
    }
    sort_holders(holders, out->holder_count, blocked->process);
    out->holders = holders;
    return out->holder_count > 0;
}

static bool is_socket(const struct waits *w, const struct event *blocked)
{
    const struct event *held = find_held(w, blocked->process, blocked->arg[1]);
    return held && held->arg[1] == FD_SOCKET && !leads_outside(held);
}

/* Which socket is the other end of which, a cut does not say: anybody may be the one who would send. */
static bool wait_on_socket(const struct waits *w, const struct event *blocked, struct waits_wait *out)
{
    out->on = WAIT_SOCKET;
    out->fd = (int)blocked->arg[1];
    return is_socket(w, blocked);
}

/* Whatever fds it looks at, are they pipes of the run? What it was started with never makes poll() wait: stdin is a
 * file, and a cut is taken only when what was written to stdout and stderr has been read. */
static bool wait_on_fds(const struct waits *w, const struct event *blocked)
{
    for (size_t i = 0; i < w->held.count; i++) {
        const struct event *held = &w->held.items[i];
        if (held->process == blocked->process && held->arg[0] > 2 && (!is_pipe(held) || leads_outside(held)))
            return false;
    }
    return true;
}

/* Is this task waiting for others of the run, and for nothing else? Unknown is no. */
static bool wait_of(struct waits *w, const struct event *blocked, struct waits_wait *out)
{
    const struct call *call = call_of(blocked->arg[0]);
    if (!call || blocked->arg[4] != 0 || (call->waits && !call->waits(blocked->arg)))
        return false;
    *out = (struct waits_wait){.task = blocked->task,
                               .process = blocked->process,
                               .thread = w->tasks[blocked->task].thread,
                               .call = call->number,
                               .on = call->on,
                               .fd = -1};
    if (call->on == WAIT_SOCKET || (call->on == WAIT_PIPE_DATA && is_socket(w, blocked)))
        return wait_on_socket(w, blocked, out);
    if (call->on == WAIT_PIPE_DATA || call->on == WAIT_PIPE_ROOM)
        return wait_on_pipe(w, blocked, out);
    if (call->on == WAIT_CHILD)
        return wait_on_child(w, blocked, out);
    return call->on != WAIT_FDS || wait_on_fds(w, blocked);
}

/* Is it told of every living task exactly once, and of no other? */
static bool cut_is_whole(struct waits *w, const struct event *end)
{
    if (!w->in_cut || w->blind || (uint64_t)w->cut_tasks != w->alive || w->blocked.count != w->alive ||
        end->arg[0] != (int64_t)w->blocked.count || end->arg[1] != (int64_t)w->held.count)
        return false;
    for (size_t i = 0; i < w->blocked.count; i++) {
        const struct event *blocked = &w->blocked.items[i];
        struct task *task = task_of(w, blocked->task);
        if (!task || !task->alive || task->process != blocked->process || task->in_cut == w->cut)
            return false;
        task->in_cut = w->cut;
    }
    return true;
}

static int by_task(const void *a, const void *b)
{
    const struct waits_wait *x = a, *y = b;
    return x->task < y->task ? -1 : x->task > y->task;
}

/* --- why ------------------------------------------------------------------------------------------------------------
 */

static bool holds(const struct waits_wait *wait, uint32_t process)
{
    for (size_t i = 0; i < wait->holder_count; i++)
        if (wait->holders[i].process == process)
            return true;
    return false;
}

/* Will this process write nothing more to what wait reads, whatever it is: does all of it wait for children, or read
 * the same pipe? */
static bool is_no_sender(const struct waits *w, const struct waits_wait *wait, uint32_t process)
{
    for (size_t i = 0; i < w->said.wait_count; i++) {
        const struct waits_wait *other = &w->waits[i];
        if (other->process == process && other->on != WAIT_CHILD &&
            !(other->on == WAIT_PIPE_DATA && other->object == wait->object))
            return false;
    }
    return true;
}

/* A reader for whom nobody is left to write: its pipe would be at its end if all those who hold it closed it. */
static const struct waits_wait *reader_without_sender(const struct waits *w)
{
    for (size_t i = 0; i < w->said.wait_count; i++) {
        const struct waits_wait *wait = &w->waits[i];
        bool none = wait->on == WAIT_PIPE_DATA;
        for (size_t k = 0; k < wait->holder_count && none; k++)
            none = is_no_sender(w, wait, wait->holders[k].process);
        if (none)
            return wait;
    }
    return NULL;
}

static bool on_pipe(const struct waits_wait *wait)
{
    return wait->on == WAIT_PIPE_DATA || wait->on == WAIT_PIPE_ROOM;
}

/* Is to reached from a process by going from who waits on a pipe to others that hold its other end? reached marks waits
 * that were followed. */
static bool leads_to(const struct waits *w, uint32_t process, uint32_t to, bool *reached)
{
    for (size_t i = 0; i < w->said.wait_count; i++) {
        const struct waits_wait *wait = &w->waits[i];
        if (wait->process != process || !on_pipe(wait) || reached[i])
            continue;
        reached[i] = true;
        for (size_t k = 0; k < wait->holder_count; k++) {
            uint32_t next = wait->holders[k].process;
            if (next != process && (next == to || leads_to(w, next, to, reached)))
                return true;
        }
    }
    return false;
}

static bool in_cycle(const struct waits *w, const struct waits_wait *wait)
{
    bool *reached = arena_alloc(w->arena, w->said.wait_count, sizeof *reached);
    return on_pipe(wait) && leads_to(w, wait->process, wait->process, reached);
}

static const struct waits_wait *first_on(const struct waits *w, enum wait_on on)
{
    for (size_t i = 0; i < w->said.wait_count; i++)
        if (w->waits[i].on == on)
            return &w->waits[i];
    return NULL;
}

static void blame(struct waits *w, const struct waits_wait *reader)
{
    bool own = holds(reader, reader->process);
    w->said.kind = own ? DEADLOCK_SELF_HELD_END : DEADLOCK_NO_SENDER;
    w->said.culprits = reader->holders;
    w->said.culprit_count = reader->holder_count;
    w->said.culprit_object = reader->object;
}

/* A ring of processes that wait for each other on pipes is one even if they also hold ends that they do not need,
 * unless another process waits for them to end: then they are at their end, and it is those ends that keep them. */
static void explain(struct waits *w)
{
    const struct waits_wait *reader = reader_without_sender(w), *self_held = NULL;
    bool cycle = false, all_futex = true;
    for (size_t i = 0; i < w->said.wait_count; i++) {
        const struct waits_wait *wait = &w->waits[i];
        cycle |= in_cycle(w, wait);
        all_futex &= wait->on == WAIT_FUTEX;
        if (!self_held && wait->on == WAIT_PIPE_DATA && holds(wait, wait->process))
            self_held = wait;
    }
    const struct waits_wait *parent = first_on(w, WAIT_CHILD);
    if (reader)
        blame(w, reader);
    else if (cycle && self_held && parent)
        blame(w, self_held);
    else if (cycle)
        w->said.kind = DEADLOCK_CIRCULAR_WAIT;
    else if (first_on(w, WAIT_PIPE_ROOM))
        w->said.kind = DEADLOCK_FULL_PIPE;
    else if (self_held)
        blame(w, self_held);
    else if (first_on(w, WAIT_PIPE_DATA))
        w->said.kind = DEADLOCK_NO_SENDER;
    else if (all_futex)
        w->said.kind = DEADLOCK_LOCK_CYCLE;
    else
        w->said.kind = parent ? DEADLOCK_CHILD_STUCK : DEADLOCK_OTHER;
}

static bool see_cut_end(struct waits *w, const struct event *end)
{
    bool whole = cut_is_whole(w, end);
    w->in_cut = false;
    if (!whole || w->blocked.count == 0)
        return false;
    struct waits_wait *waits = arena_alloc(w->arena, w->blocked.count, sizeof *waits);
    for (size_t i = 0; i < w->blocked.count; i++)
        if (!wait_of(w, &w->blocked.items[i], &waits[i]))
            return false;
    qsort(waits, w->blocked.count, sizeof *waits, by_task);
    w->waits = waits;
    w->said =
        (struct waits_deadlock){.proved = true, .at_ns = w->cut_at_ns, .waits = waits, .wait_count = w->blocked.count};
    explain(w);
    return true;
}

/* --- the fold -------------------------------------------------------------------------------------------------------
 */

static void see_task(struct waits *w, const struct event *ev)
{
    const struct task *parent = ev->arg[0] > 0 ? task_of(w, (uint32_t)ev->arg[0]) : NULL;
    bool first = ev->task == ev->process;
    if (ev->task > EVENTS_MAX || task_of(w, ev->task) || (!first && !task_of(w, ev->process))) {
        w->blind = true;
        return;
    }
    uint32_t above = parent ? parent->process : 0;
    w->tasks = grow(w->arena, w->tasks, ev->task, &w->task_capacity, sizeof *w->tasks);
    w->tasks[ev->task] = (struct task){
        .process = ev->process, .parent = above, .born = ev->number, .pid = (int32_t)ev->arg[2], .alive = true};
    w->tasks[ev->task].thread = ++w->tasks[ev->process].threads;
    w->alive++;
}

static void see_exit(struct waits *w, const struct event *ev)
{
    struct task *task = task_of(w, ev->task);
    if (!task || !task->alive) {
        w->blind = true;
        return;
    }
    task->alive = false;
    w->alive--;
}

static void see_pipe(struct waits *w, const struct event *ev)
{
    append(w, &w->pipes, ev);
    w->pipe_stacks =
        grow(w->arena, w->pipe_stacks, w->pipes.count - 1, &w->pipe_stack_capacity, sizeof *w->pipe_stacks);
}

/* What it explains: the birth of a process, a pipe, or where a task sleeps in the cut that proved, or a later one. */
static void see_stack(struct waits *w, const struct event *ev)
{
    struct waits_stack stack = {(uint32_t)ev->arg[0], (uint32_t)ev->arg[1]};
    for (size_t i = 0; i < w->task_capacity; i++)
        if (w->tasks[i].process != 0 && w->tasks[i].born == ev->arg[2]) {
            w->tasks[i].fork = stack;
            return;
        }
    for (size_t i = 0; i < w->pipes.count; i++)
        if (w->pipes.items[i].number == ev->arg[2]) {
            w->pipe_stacks[i] = stack;
            return;
        }
    for (size_t i = 0; i < w->said.wait_count; i++)
        if (w->waits[i].task == ev->task && ev->arg[2] >= w->cut && w->waits[i].stack.size == 0)
            w->waits[i].stack = stack;
}

bool waits_see(struct waits *w, const struct event *ev)
{
    switch ((enum event_kind)ev->kind) {
    case EV_TASK:
        see_task(w, ev);
        break;
    case EV_EXIT:
        see_exit(w, ev);
        break;
    case EV_PIPE:
        see_pipe(w, ev);
        break;
    case EV_STACK:
        see_stack(w, ev);
        return w->said.proved;
    case EV_CUT:
        if (w->said.proved)
            break; /* the first is enough */
        w->blocked.count = w->held.count = 0;
        w->cut = ev->number;
        w->cut_at_ns = ev->at_ns;
        w->cut_tasks = ev->arg[0];
        w->in_cut = true;
        return false;
    case EV_BLOCKED:
    case EV_HELD:
        if (w->in_cut)
            append(w, ev->kind == EV_BLOCKED ? &w->blocked : &w->held, ev);
        return w->said.proved;
    case EV_CUT_END:
        return w->said.proved || see_cut_end(w, ev);
    case EV_OVERFLOW:
        w->blind = true;
        break;
    case EV_BEGIN:
    case EV_EXEC:
    case EV_SIGNAL:
    case EV_OUTPUT:
    case EV_FORBIDDEN:
    case EV_LIMIT:
    case EV_STOPPED:
    case EV_FILE:
    case EV_BROKEN:
    case EV_END:
    case EV_COUNT:
        break;
    }
    w->in_cut = false; /* nothing happens in the middle of an instant */
    return w->said.proved;
}

void waits_end(struct waits *w, struct waits_deadlock *out)
{
    *out = w->said;
    struct waits_fork *forks = arena_alloc(w->arena, w->task_capacity + 1, sizeof *forks);
    for (uint32_t id = 2; id < w->task_capacity; id++)
        if (w->tasks[id].process == id)
            forks[out->fork_count++] = (struct waits_fork){id, w->tasks[id].fork};
    struct waits_pipe *pipes = arena_alloc(w->arena, w->pipes.count + 1, sizeof *pipes);
    for (size_t i = 0; i < w->pipes.count; i++)
        if (w->pipes.items[i].arg[0] == FD_PIPE)
            pipes[out->pipe_count++] = (struct waits_pipe){w->pipes.items[i].arg[1], w->pipe_stacks[i]};
    out->forks = forks;
    out->pipes = pipes;
}
