/* waits_why.c -- of which kind a deadlock is, and whose ends are to blame. */
#include "sandbox/observe/waits_parts.h"

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

/* Is there a ring of tasks that wait for mutexes of each other, or of itself, or one whose owner is no more? */
static bool has_lock_ring(const struct waits *w)
{
    for (size_t i = 0; i < w->node_count; i++) {
        const struct node *node = &w->nodes[i];
        bool is_lost = node->owner && !w->tasks[node->owner].alive;
        if (node->stuck && (is_lost || node->owner == node->wait.task || waits_in_lock_ring(w, node)))
            return true;
    }
    return false;
}

/* A ring of processes that wait for each other on pipes is one even if they also hold ends that they do not need,
 * unless another process waits for them to end: then they are at their end, and it is those ends that keep them. */
void waits_explain(struct waits *w)
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
    if (has_lock_ring(w))
        w->said.kind = DEADLOCK_LOCK_CYCLE;
    else if (reader)
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
