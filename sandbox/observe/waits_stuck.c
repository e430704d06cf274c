/* waits_stuck.c -- whom nothing that lives can reach any more.
 *
 * The proof. A cut tells of an instant at which the tasks that it says are asleep all slept. A task that sleeps in a
 * call of the table below can only be woken by what another task of the run does (writes, closes, exits, unlocks, sends
 * a signal); what else could wake it is ruled out: a timer or a timeout (BLOCKED_TIMER), somebody outside the run (an
 * fd that leads there), and that what it waits for has come already (BLOCKED_UNSURE; no holder of the other end; no
 * child). So every chain of wakers goes through tasks of the cut.
 *
 * When all of them sleep like this, no chain begins anywhere, and none will ever move: the wait-for graph is needed
 * only to explain. Sockets are all of the run: it has a network namespace of its own, may make none but unix ones, and
 * inherits none.
 *
 * When some may run (a timer, a computation), who is reached from them backwards along possible wakers is not stuck. A
 * task counts as reached as soon as a live one could do anything that ends its wait:
 *
 *   - a live thread of its own process may do anything (pthread_cancel, close, exit);
 *   - a handler for a signal that it does not block (BLOCKED_CATCHES): any live task may send it;
 *   - a pipe: a live process has the end in question in its table, and by fork its children to come; or a socket is in
 *     the hands of a live process, as an end may be in flight to it. A FIFO: its name is open to all;
 *   - a child's end: a descendant lives (an orphan may be inherited);
 *   - a word in memory of its own: only its threads; in shared memory: anybody, as all that fork map it. A mutex that
 *     only its owner can unlock (recursive, error-checking, robust): that owner. Of an ordinary mutex POSIX says the
 *     same, but programs do use them as signals, locked by one thread and unlocked by another; so only a ring of two or
 *     more threads that each wait for a mutex of the next is held to be one;
 *   - poll and its like: a live process has any of the pipes that it has, or it has something else;
 *   - a pair of sockets: as a pipe; any other socket, System V and POSIX ipc, file locks, pause, eventfd, epoll, a
 *     stopped task, open of a FIFO: any live task.
 *
 * What does not count is force: any process of a user may kill(2) any other, or take an end out of /proc/PID/fd. Then
 * every program would be one that can go on. A supervisor that does so has moved the others before the run ends, and
 * only the last look of a run that had to be ended by a limit of time is judged like this. A program that comes to an
 * end of its own is never said to be stuck. */
#include "sandbox/observe/waits_parts.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>

static int by_task(const void *a, const void *b)
{
    const struct node *x = a, *y = b;
    return x->wait.task < y->wait.task ? -1 : x->wait.task > y->wait.task;
}

static const struct node *node_of(const struct waits *w, uint32_t task)
{
    for (size_t i = 0; i < w->node_count; i++)
        if (w->nodes[i].wait.task == task)
            return &w->nodes[i];
    return NULL;
}

/* Has the process a task that may run? */
static bool lives(const struct waits *w, uint32_t process)
{
    for (size_t i = 0; i < w->node_count; i++)
        if (w->nodes[i].wait.process == process && !w->nodes[i].stuck && !w->nodes[i].dead)
            return true;
    return false;
}

static bool descendant_lives(const struct waits *w, uint32_t process)
{
    for (size_t i = 0; i < w->node_count; i++) {
        uint32_t above = w->nodes[i].wait.process;
        for (size_t depth = 0; depth < w->task_capacity && above != 0 && above != process; depth++)
            above = w->tasks[above].parent;
        if (above == process && w->nodes[i].wait.process != process && !w->nodes[i].stuck && !w->nodes[i].dead)
            return true;
    }
    return false;
}

/* Does a live process hold object as mode (-1: as anything), or object 0 anything of that kind? */
static bool is_held_alive(const struct waits *w, enum fd_kind kind, int64_t object, int mode)
{
    for (size_t i = 0; i < w->held.count; i++) {
        const struct event *held = &w->held.items[i];
        bool is_it = held->arg[1] == kind && (object == 0 || waits_object(held) == object);
        if (is_it && (mode < 0 || held->arg[3] == mode || held->arg[3] == O_RDWR) && lives(w, held->process))
            return true;
    }
    return false;
}

static bool polled_lives(const struct waits *w, uint32_t process)
{
    for (size_t i = 0; i < w->held.count; i++) {
        const struct event *held = &w->held.items[i];
        if (held->process == process && held->arg[0] > 2 &&
            (held->arg[1] != FD_PIPE || is_held_alive(w, FD_PIPE, waits_object(held), -1)))
            return true;
    }
    return false;
}

/* Two or more threads, each waiting for a mutex that the next has. */
bool waits_in_lock_ring(const struct waits *w, const struct node *node)
{
    const struct node *at = node;
    for (size_t steps = 1; steps <= w->node_count; steps++) {
        at = at->owner ? node_of(w, at->owner) : NULL;
        if (!at || !at->stuck)
            return false;
        if (at == node)
            return steps > 1;
    }
    return false;
}

/* Could anybody who lives end this wait, by anything but force? */
static bool is_reached(const struct waits *w, const struct node *node)
{
    const struct waits_wait *wait = &node->wait;
    const struct event *own = wait->fd >= 0 ? waits_find_held(w, wait->process, wait->fd) : NULL;
    if (!w->any_lives)
        return false;
    if (node->bits & BLOCKED_CATCHES)
        return true;
    if (node->owner && (node->owner_only || waits_in_lock_ring(w, node))) {
        const struct node *owner = node_of(w, node->owner);
        return owner && !owner->stuck;
    }
    if (lives(w, wait->process))
        return true;
    switch (wait->on) {
    case WAIT_PIPE_DATA:
    case WAIT_PIPE_ROOM: /* that it polls this one alone is what its memory says: of others it may know as well */
        return !own || sleeper_is_epoll(wait->call) ||
               (sleeper_call_is(wait->call, SLEEPER_POLLS) && polled_lives(w, wait->process)) ||
               own->arg[1] != FD_PIPE || is_held_alive(w, FD_SOCKET, 0, -1) ||
               is_held_alive(w, FD_PIPE, wait->object, wait->on == WAIT_PIPE_DATA ? O_WRONLY : O_RDONLY);
    case WAIT_CHILD:
        return descendant_lives(w, wait->process);
    case WAIT_FUTEX:
        return !(node->bits & BLOCKED_PRIVATE);
    case WAIT_SOCKET:
        return !node->pair || is_held_alive(w, FD_SOCKET, 0, -1);
    case WAIT_FDS:
        return is_held_alive(w, FD_SOCKET, 0, -1) || polled_lives(w, wait->process);
    case WAIT_SIGNAL:
    case WAIT_IPC:
    case WAIT_LOCK:
    case WAIT_FIFO_OPEN:
    case WAIT_EVENT:
    case WAIT_STOPPED:
    case WAIT_TIME:
    case WAIT_NOTHING:
        break;
    }
    return true;
}

/* The greatest set that is closed: what remains when everybody who is reached has been taken away. */
static void find_stuck(struct waits *w)
{
    for (bool changed = true; changed;) {
        changed = w->any_lives = false;
        for (size_t i = 0; i < w->node_count; i++)
            w->any_lives |= !w->nodes[i].stuck && !w->nodes[i].dead;
        for (size_t i = 0; i < w->node_count; i++)
            if (w->nodes[i].stuck && is_reached(w, &w->nodes[i])) {
                w->nodes[i].stuck = false;
                changed = true;
            }
    }
}

/* A first thread that has ended does nothing, if others of its process live: else it is on its way out. */
static bool is_dead(const struct waits *w, const struct event *blocked)
{
    bool others = false;
    for (size_t i = 0; i < w->blocked.count; i++)
        others |= w->blocked.items[i].process == blocked->process && !(w->blocked.items[i].arg[4] & BLOCKED_DEAD);
    return (blocked->arg[4] & BLOCKED_DEAD) && blocked->task == blocked->process && others;
}

void waits_find_stuck(struct waits *w)
{
    w->nodes = arena_alloc(w->arena, w->blocked.count, sizeof *w->nodes);
    w->node_count = w->blocked.count;
    for (size_t i = 0; i < w->blocked.count; i++) {
        const struct event *blocked = &w->blocked.items[i];
        struct node *node = &w->nodes[i];
        bool is_timed = (blocked->arg[4] & BLOCKED_TIMER) != 0;
        *node = (struct node){.bits = (uint64_t)blocked->arg[4],
                              .dead = is_dead(w, blocked),
                              .wait = {.task = blocked->task,
                                       .process = blocked->process,
                                       .thread = w->tasks[blocked->task].thread,
                                       .parent = w->tasks[blocked->process].parent,
                                       .call = blocked->arg[0],
                                       .on = is_timed ? WAIT_TIME : WAIT_NOTHING,
                                       .catches = (blocked->arg[4] & BLOCKED_CATCHES) != 0,
                                       .is_long = (blocked->arg[4] & BLOCKED_LONG) != 0,
                                       .path = "",
                                       .fd = is_timed && blocked->arg[0] == SYS_read ? (int)blocked->arg[1] : -1}};
        node->stuck = !node->dead && waits_of(w, blocked, node);
    }
    qsort(w->nodes, w->node_count, sizeof *w->nodes, by_task);
    find_stuck(w);
}
