/* stuck_ends.c -- the ends that a deadlock is about, on the ledger. */
#include "rubrics/stuck_parts.h"

const struct fds_row *stuck_row(const struct teller *t, const struct waits_holder *holder)
{
    const struct fds_ledger *ledger = &t->report->ledger;
    for (size_t i = 0; i < ledger->row_count; i++) {
        const struct fds_row *row = &ledger->rows[i];
        if (row->process == holder->process && row->fd == holder->fd && row->closed == FDS_OPEN &&
            row->end != FDS_NO_END)
            return row;
    }
    return NULL;
}

bool stuck_is_original(const struct teller *t, const struct waits_holder *holder)
{
    const struct fds_ledger *ledger = &t->report->ledger;
    const struct fds_row *row = stuck_row(t, holder);
    bool is_known = false;
    for (size_t i = 0; row && i < ledger->row_count; i++) {
        const struct fds_row *made = &ledger->rows[i];
        if (made->from != FDS_FROM_PIPE || made->object != row->object || made->end != row->end)
            continue;
        if (made->fd == row->fd)
            return true;
        is_known = true;
    }
    return !is_known;
}

const struct waits_wait *stuck_reader_of_sender(const struct teller *t)
{
    const struct waits_wait *best = NULL;
    for (size_t i = 0; i < t->deadlock->wait_count; i++) {
        const struct waits_wait *wait = &t->deadlock->waits[i];
        const struct waits_holder *sender = wait->holders;
        if (wait->on != WAIT_PIPE_DATA || wait->holder_count != 1 || sender->process == wait->process)
            continue;
        const struct fds_row *row = stuck_row(t, sender);
        if (row && row->used && !row->is_foreign && (!best || sender->process < best->holders->process))
            best = wait;
    }
    return best;
}
