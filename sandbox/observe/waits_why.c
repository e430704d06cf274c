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
static bool is_no_sender(const struct waits_deadlock *d, const struct waits_wait *wait, uint32_t process)
{
    for (size_t i = 0; i < d->wait_count; i++) {
        const struct waits_wait *other = &d->waits[i];
        if (other->process == process && other->on != WAIT_CHILD &&
            !(other->on == WAIT_PIPE_DATA && other->object == wait->object))
            return false;
    }
    return true;
}

/* A reader for whom nobody is left to write: its pipe would be at its end if all those who hold it closed it. */
static const struct waits_wait *reader_without_sender(const struct waits_deadlock *d)
{
    for (size_t i = 0; i < d->wait_count; i++) {
        const struct waits_wait *wait = &d->waits[i];
        bool none = wait->on == WAIT_PIPE_DATA && wait->holder_count > 0;
        for (size_t k = 0; k < wait->holder_count && none; k++)
            none = is_no_sender(d, wait, wait->holders[k].process);
        if (none)
            return wait;
    }
    return NULL;
}

static bool on_pipe(const struct waits_wait *wait) /* or on a pair of sockets */
{
    return wait->on == WAIT_PIPE_DATA || wait->on == WAIT_PIPE_ROOM || wait->on == WAIT_SOCKET;
}

/* Is to reached from a process by going from who waits on a pipe to others that hold its other end? reached marks waits
 * that were followed. */
static bool leads_to(const struct waits_deadlock *d, uint32_t process, uint32_t to, bool *reached)
{
    for (size_t i = 0; i < d->wait_count; i++) {
        const struct waits_wait *wait = &d->waits[i];
        if (wait->process != process || !on_pipe(wait) || reached[i])
            continue;
        reached[i] = true;
        for (size_t k = 0; k < wait->holder_count; k++) {
            uint32_t next = wait->holders[k].process;
            if (next != process && (next == to || leads_to(d, next, to, reached)))
                return true;
        }
    }
    return false;
}

static bool in_cycle(struct arena *arena, const struct waits_deadlock *d, const struct waits_wait *wait)
{
    bool *reached = arena_alloc(arena, d->wait_count, sizeof *reached);
    return on_pipe(wait) && leads_to(d, wait->process, wait->process, reached);
}

static const struct waits_wait *first_on(const struct waits_deadlock *d, enum wait_on on)
{
    for (size_t i = 0; i < d->wait_count; i++)
        if (d->waits[i].on == on)
            return &d->waits[i];
    return NULL;
}

/* Is this process a child, or a child's child, of that one, as far as those are stuck, too? */
static bool descends_from(const struct waits_deadlock *d, uint32_t process, uint32_t from)
{
    for (size_t i = 0; i < d->wait_count; i++)
        if (d->waits[i].process == process && d->waits[i].parent != 0)
            return d->waits[i].parent == from || descends_from(d, d->waits[i].parent, from);
    return false;
}

/* Does anybody wait for children who is not below that process? A shell that a reader started waits for a command of
 * its own: that says nothing of whether this is at its end. */
static bool is_waited_for(const struct waits_deadlock *d, uint32_t process)
{
    bool any = false;
    for (size_t i = 0; i < d->wait_count; i++)
        any |= d->waits[i].on == WAIT_CHILD && !descends_from(d, d->waits[i].process, process);
    return any;
}

static void blame(struct waits_deadlock *d, const struct waits_wait *reader)
{
    bool own = holds(reader, reader->process);
    d->kind = own ? DEADLOCK_SELF_HELD_END : DEADLOCK_NO_SENDER;
    d->culprits = reader->holders;
    d->culprit_count = reader->holder_count;
    d->culprit_object = reader->object;
}

static const struct waits_wait *owner_of(const struct waits_deadlock *d, const struct waits_wait *wait)
{
    for (size_t i = 0; i < d->wait_count && wait->on == WAIT_LOCK && wait->holder_count > 0; i++)
        if (d->waits[i].process == wait->holders->process && d->waits[i].on == WAIT_LOCK)
            return &d->waits[i];
    for (size_t i = 0; i < d->wait_count && wait->lock == WORD_MUTEX; i++)
        if (d->waits[i].process == wait->holders->process && d->waits[i].thread == wait->holders->thread)
            return &d->waits[i];
    return NULL;
}

bool waits_is_copied_lock(const struct waits_wait *wait)
{
    return wait->lock == WORD_MUTEX && wait->is_mapped_private && wait->holders->process != wait->process;
}

/* Is there a ring of tasks that wait for locks of each other, or of itself, or one whose owner is no more, or was left
 * behind by fork()? */
static bool has_lock_ring(const struct waits_deadlock *d)
{
    for (size_t i = 0; i < d->wait_count; i++) {
        const struct waits_wait *wait = &d->waits[i], *at = wait;
        if (wait->lock == WORD_MUTEX && (wait->holders->has_ended || waits_is_copied_lock(wait)))
            return true;
        for (size_t steps = 0; at && steps < d->wait_count; steps++) {
            at = owner_of(d, at);
            if (at == wait)
                return true;
        }
    }
    return false;
}

bool waits_locks_out(const struct waits_wait *reader, const struct waits_wait *other)
{
    bool is_locked_out = reader->on == WAIT_PIPE_DATA && other->lock == WORD_MUTEX && other->holder_count > 0 &&
                         !other->holders->has_ended && holds(reader, other->process);
    return is_locked_out && other->holders->process == reader->process && other->holders->thread == reader->thread;
}

/* A lock against a pipe: whoever holds the write end would get to use it if the reader did not have that lock. */
static bool has_locked_out(const struct waits_deadlock *d)
{
    for (size_t i = 0; i < d->wait_count; i++)
        for (size_t k = 0; k < d->wait_count; k++)
            if (waits_locks_out(&d->waits[i], &d->waits[k]))
                return true;
    return false;
}

/* A ring of processes that wait for each other on pipes is one even if they also hold ends that they do not need,
 * unless another process waits for them to end: then they are at their end, and it is those ends that keep them. */
void waits_explain(struct arena *arena, struct waits_deadlock *d)
{
    const struct waits_wait *reader = reader_without_sender(d), *self_held = NULL;
    bool cycle = false, all_futex = true;
    for (size_t i = 0; i < d->wait_count; i++) {
        const struct waits_wait *wait = &d->waits[i];
        cycle |= in_cycle(arena, d, wait);
        all_futex &= wait->on == WAIT_FUTEX;
        if (!self_held && wait->on == WAIT_PIPE_DATA && holds(wait, wait->process))
            self_held = wait;
    }
    const struct waits_wait *parent = first_on(d, WAIT_CHILD);
    if (has_lock_ring(d))
        d->kind = DEADLOCK_LOCK_CYCLE;
    else if (has_locked_out(d))
        d->kind = DEADLOCK_CIRCULAR_WAIT;
    else if (reader)
        blame(d, reader);
    else if (cycle && self_held && is_waited_for(d, self_held->process))
        blame(d, self_held);
    else if (cycle)
        d->kind = DEADLOCK_CIRCULAR_WAIT;
    else if (first_on(d, WAIT_PIPE_ROOM))
        d->kind = DEADLOCK_FULL_PIPE;
    else if (self_held)
        blame(d, self_held);
    else if (first_on(d, WAIT_PIPE_DATA))
        d->kind = DEADLOCK_NO_SENDER;
    else if (all_futex)
        d->kind = DEADLOCK_LOCK_CYCLE;
    else
        d->kind = parent ? DEADLOCK_CHILD_STUCK : DEADLOCK_OTHER;
}
