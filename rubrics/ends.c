/* ends.c -- what an end that its process did not use may have been for, by what all did with its pipe. */
#include "rubrics/ends.h"

#include "rubrics/stuck.h"

static const struct fds_row *row_at(const struct report *report, size_t i)
{
    const struct fds_row *row = &report->ledger.rows[i];
    return row->end != FDS_NO_END && row->object < report->ledger.object_count ? row : NULL;
}

/* Did the process use that end of the pipe? May: or is it not known that it did not? */
static bool has_used(const struct report *report, uint32_t process, size_t object, enum fds_end end, bool may)
{
    for (size_t i = 0; i < report->ledger.row_count; i++) {
        const struct fds_row *row = row_at(report, i);
        if (row && row->process == process && row->object == object && row->end == end &&
            (row->used || (may && row->unseen)))
            return true;
    }
    return false;
}

/* Has anybody, other than that process? 0: anybody at all. */
static bool is_used(const struct report *report, size_t object, enum fds_end end, uint32_t other_than, bool may)
{
    for (size_t i = 0; i < report->process_count; i++)
        if (report->processes[i].id != other_than && has_used(report, report->processes[i].id, object, end, may))
            return true;
    return false;
}

bool ends_go_both_ways(const struct report *report, size_t object)
{
    for (size_t i = 0; i < report->process_count; i++) {
        uint32_t id = report->processes[i].id;
        if (report->processes[i].threads < 2 && has_used(report, id, object, FDS_READ, false) &&
            has_used(report, id, object, FDS_WRITE, false) &&
            (is_used(report, object, FDS_READ, id, false) || is_used(report, object, FDS_WRITE, id, false)))
            return true;
    }
    return false;
}

/* Does another who was alive to the end hold a read end that a fork() gave it, perhaps to read there later? */
static bool may_be_read_by_another(const struct report *report, const struct fds_row *than)
{
    for (size_t i = 0; i < report->ledger.row_count; i++) {
        const struct fds_row *row = row_at(report, i);
        const struct report_process *process = row ? stuck_process_of(report, row->process) : NULL;
        if (process && row->process != than->process && row->object == than->object && row->end == FDS_READ &&
            row->from == FDS_FROM_FORK && row->closed == FDS_OPEN && process->ended_by == ENDED_BY_GRADER)
            return true;
    }
    return false;
}

const struct fds_row *ends_meant(const struct report *report, const struct fds_row *row)
{
    if (row->end != FDS_WRITE || row->used || !has_used(report, row->process, row->object, FDS_READ, false) ||
        is_used(report, row->object, FDS_WRITE, 0, true))
        return NULL;
    for (size_t i = 0; i < report->ledger.row_count; i++) {
        const struct fds_row *other = row_at(report, i);
        if (other && other->process == row->process && other->end == FDS_READ && other->closed == FDS_OPEN &&
            is_used(report, other->object, FDS_WRITE, row->process, false) &&
            !is_used(report, other->object, FDS_READ, 0, true) && !may_be_read_by_another(report, other))
            return other;
    }
    return NULL;
}

const struct fds_row *ends_read_back(const struct report *report, const struct fds_row *row)
{
    const struct report_process *process = stuck_process_of(report, row->process);
    if (row->end != FDS_WRITE || is_used(report, row->object, FDS_WRITE, 0, true) || !process || process->threads > 1)
        return NULL;
    for (size_t i = 0; i < report->ledger.row_count; i++) {
        const struct fds_row *other = row_at(report, i);
        if (other && other->process == row->process && other->end == FDS_WRITE && other->used &&
            has_used(report, row->process, other->object, FDS_READ, false) &&
            !is_used(report, other->object, FDS_READ, row->process, true) &&
            !is_used(report, other->object, FDS_WRITE, row->process, true))
            return other;
    }
    return NULL;
}

/* --- tokens ------------------------------------------------------------------------------------------------------- */

static const struct fds_row *open_end(const struct report *report, uint32_t process, size_t object, enum fds_end end)
{
    for (size_t i = 0; i < report->ledger.row_count; i++) {
        const struct fds_row *row = row_at(report, i);
        if (row && row->process == process && row->object == object && row->end == end && row->closed == FDS_OPEN)
            return row;
    }
    return NULL;
}

static bool is_about(const struct report *report, size_t object, const struct waits_wait *wait)
{
    return wait->on == WAIT_PIPE_DATA && report->ledger.objects[object].id == wait->object;
}

bool ends_are_crosswise(const struct report *report, size_t object)
{
    const struct waits_deadlock *stuck = &report->deadlock;
    for (size_t a = 0; a < stuck->wait_count; a++)
        for (size_t b = 0; b < stuck->wait_count && is_about(report, object, &stuck->waits[a]); b++)
            for (size_t other = 0; other < report->ledger.object_count; other++) {
                uint32_t one = stuck->waits[a].process, two = stuck->waits[b].process;
                if (one != two && other != object && is_about(report, other, &stuck->waits[b]) &&
                    has_used(report, one, other, FDS_READ, false) && has_used(report, two, object, FDS_READ, false) &&
                    open_end(report, one, object, FDS_WRITE) && open_end(report, one, other, FDS_WRITE) &&
                    open_end(report, two, object, FDS_WRITE) && open_end(report, two, other, FDS_WRITE))
                    return true;
            }
    return false;
}

size_t ends_takers(const struct report *report, size_t object, uint32_t *ids, size_t max, bool *never_wrote)
{
    size_t count = 0;
    for (int pass = 0; pass < 2 && count == 0; pass++) {
        *never_wrote = pass == 0;
        for (size_t i = 0; i < report->process_count; i++) {
            const struct report_process *process = &report->processes[i];
            bool has_ended = process->ended_by == ENDED_ITSELF || process->ended_by == ENDED_BY_SIGNAL;
            if (!has_ended || !has_used(report, process->id, object, FDS_READ, false) ||
                (*never_wrote && has_used(report, process->id, object, FDS_WRITE, true)))
                continue;
            if (count < max)
                ids[count] = process->id;
            count++;
        }
    }
    return count;
}

bool ends_may_be_tokens(const struct report *report, const struct fds_row *row)
{
    enum { TAKERS_MAX = 64 };
    uint32_t takers[TAKERS_MAX];
    bool never_wrote;
    size_t count = ends_takers(report, row->object, takers, TAKERS_MAX, &never_wrote);
    if (!never_wrote || row->end != FDS_WRITE || !has_used(report, row->process, row->object, FDS_READ, false))
        return false;
    for (size_t i = 0; i < count && i < TAKERS_MAX; i++)
        for (size_t k = 0; k < report->ledger.row_count; k++) {
            const struct fds_row *other = row_at(report, k);
            if (other && other->process == takers[i] && other->object == row->object && other->end == FDS_WRITE)
                return true;
        }
    return false;
}

bool ends_may_be_needed(const struct report *report, const struct fds_row *row)
{
    return ends_go_both_ways(report, row->object) || ends_meant(report, row) || ends_read_back(report, row) ||
           ends_are_crosswise(report, row->object);
}

/* --- of what ended ------------------------------------------------------------------------------------------------ */

/* Was this the one who had the pipe to write to, and had nothing to say? He closed it, or put it where he would write.
 * Neither who made the pipe nor who reads it closes it for that. */
static bool is_silent_writer(const struct report *report, const struct fds_row *row)
{
    if (row->from == FDS_FROM_DUP)
        return true;
    return row->from == FDS_FROM_FORK && row->closed != FDS_OPEN &&
           !has_used(report, row->process, row->object, FDS_READ, true) && !ends_handed_on(report, row);
}

bool ends_are_a_lifeline(const struct report *report, const struct fds_row *row)
{
    if (row->end != FDS_WRITE || row->kind != FD_PIPE || row->used || row->unseen || row->is_foreign ||
        !report->ledger.is_whole || is_used(report, row->object, FDS_WRITE, 0, true) ||
        !is_used(report, row->object, FDS_READ, row->process, false) ||
        open_end(report, row->process, row->object, FDS_READ))
        return false;
    for (size_t i = 0; i < report->ledger.row_count; i++) {
        const struct fds_row *other = row_at(report, i);
        if (other && other->object == row->object && other->end == row->end && is_silent_writer(report, other))
            return false;
    }
    return true;
}

bool ends_printed_to(const struct report *report, const struct fds_row *row)
{
    for (size_t i = 0; i < report->ledger.row_count && row->unsent > 0; i++) {
        const struct fds_row *other = row_at(report, i);
        if (other && other->object == row->object && other->end == row->end && other->process != row->process &&
            (other->used || (other->unsent > 0 && stuck_descends_from(report, row->process, other->process))))
            return false;
    }
    return row->unsent > 0;
}

bool ends_as_used(const struct report *report, const struct fds_row *row)
{
    const struct report_process *process = stuck_process_of(report, row->process);
    bool by_itself = process && process->ended_by == ENDED_ITSELF;
    return row->used || row->unseen || ends_printed_to(report, row) ||
           (by_itself && row->closed == FDS_OPEN && ends_are_a_lifeline(report, row));
}

const struct fds_row *ends_copy(const struct report *report, const struct fds_row *row)
{
    for (size_t i = 0; i < report->ledger.row_count; i++) {
        const struct fds_row *other = &report->ledger.rows[i];
        if (other->process == row->process && other->from == FDS_FROM_DUP && other->from_fd == row->fd &&
            other->object == row->object && other->end == row->end && other->is_judged)
            return other;
    }
    return NULL;
}

bool ends_only_read_here(const struct report *report, const struct fds_row *row)
{
    return row->end == FDS_WRITE && has_used(report, row->process, row->object, FDS_READ, false) &&
           !is_used(report, row->object, FDS_READ, row->process, true) &&
           !is_used(report, row->object, FDS_WRITE, 0, true);
}

static const struct report_process *parent_of(const struct report *report, const struct report_process *process)
{
    return process && process->parent >= 0 ? &report->processes[process->parent] : NULL;
}

const struct waits_fork *ends_handed_on(const struct report *report, const struct fds_row *row)
{
    const struct waits_fork *last = NULL;
    for (size_t i = 0; i < report->ledger.row_count; i++) {
        const struct fds_row *used = row_at(report, i);
        if (!used || used->object != row->object || used->end != row->end ||
            !(used->used || used->unseen || used->from == FDS_FROM_DUP))
            continue;
        const struct report_process *at = stuck_process_of(report, used->process), *above = parent_of(report, at);
        for (; above && above->id != row->process; above = parent_of(report, at))
            at = above;
        for (size_t k = 0; above && k < report->ledger.fork_count; k++)
            if (report->ledger.forks[k].process == at->id && (!last || last->process < at->id))
                last = &report->ledger.forks[k];
    }
    return last;
}
