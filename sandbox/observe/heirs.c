/* heirs.c -- a deadlock's missing closes, where a process inherited the write end of a pipe that others write to. */
#include "sandbox/observe/heirs.h"

static bool is_end(const struct fds_ledger *ledger, const struct fds_row *row, int64_t object)
{
    return row->end == FDS_WRITE && ledger->objects[row->object].id == object;
}

/* Did it get the end at its birth, and nothing done with it since? */
static bool is_heir(const struct fds_ledger *ledger, const struct waits_holder *holder, int64_t object)
{
    for (size_t i = 0; i < ledger->row_count; i++) {
        const struct fds_row *row = &ledger->rows[i];
        if (row->process == holder->process && row->fd == holder->fd && row->closed == FDS_OPEN &&
            is_end(ledger, row, object))
            return row->from == FDS_FROM_FORK && !row->used && !row->unseen;
    }
    return false;
}

/* Who writes is known, so it is not for those who hold an end now and never wrote. */
static bool has_sender(const struct fds_ledger *ledger, int64_t object)
{
    for (size_t i = 0; i < ledger->row_count; i++)
        if (ledger->rows[i].used && is_end(ledger, &ledger->rows[i], object))
            return true;
    return false;
}

/* Then whoever wrote has closed its end, or has ended. */
static bool is_kept_by_heirs(const struct fds_ledger *ledger, const struct waits_wait *wait)
{
    bool all = wait->on == WAIT_PIPE_DATA && wait->holder_count > 0 && has_sender(ledger, wait->object);
    for (size_t i = 0; i < wait->holder_count && all; i++)
        all = is_heir(ledger, &wait->holders[i], wait->object);
    return all;
}

static bool holds_itself(const struct waits_wait *wait)
{
    for (size_t i = 0; i < wait->holder_count; i++)
        if (wait->holders[i].process == wait->process)
            return true;
    return false;
}

/* Does it wait for that child to end, or for any? */
static bool waits_for(const struct waits_deadlock *deadlock, uint32_t process, uint32_t child)
{
    for (size_t i = 0; i < deadlock->wait_count; i++) {
        const struct waits_wait *wait = &deadlock->waits[i];
        if (wait->process != process || wait->on != WAIT_CHILD)
            continue;
        for (size_t k = 0; k < wait->holder_count; k++)
            if (wait->holders[k].process == child)
                return true;
        if (wait->holder_count == 0)
            return true;
    }
    return false;
}

/* Who holds the end that it reads from itself, or waits for its reader to end, will not write. */
static bool is_sure(const struct waits_deadlock *deadlock)
{
    for (size_t i = 0; i < deadlock->wait_count; i++) {
        const struct waits_wait *reader = &deadlock->waits[i];
        if (reader->on != WAIT_PIPE_DATA || reader->object != deadlock->culprit_object)
            continue;
        for (size_t k = 0; k < deadlock->culprit_count; k++) {
            uint32_t holder = deadlock->culprits[k].process;
            if (holder == reader->process || waits_for(deadlock, holder, reader->process))
                return true;
        }
    }
    return false;
}

void heirs_blame(const struct fds_ledger *ledger, struct waits_deadlock *deadlock)
{
    for (size_t i = 0; i < deadlock->part_count; i++)
        heirs_blame(ledger, &deadlock->parts[i]);
    bool is_ring = deadlock->kind == DEADLOCK_CIRCULAR_WAIT;
    if (!deadlock->proved || !ledger->is_whole || (deadlock->culprit_count == 0 && !is_ring) || is_sure(deadlock))
        return;
    for (size_t i = 0; i < deadlock->wait_count; i++) {
        const struct waits_wait *wait = &deadlock->waits[i];
        if (!is_kept_by_heirs(ledger, wait) || (holds_itself(wait) && !is_ring))
            continue;
        deadlock->kind = holds_itself(wait) ? DEADLOCK_SELF_HELD_END : DEADLOCK_NO_SENDER;
        deadlock->culprits = wait->holders;
        deadlock->culprit_count = wait->holder_count;
        deadlock->culprit_object = wait->object;
        return;
    }
}
