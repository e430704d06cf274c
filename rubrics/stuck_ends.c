/* stuck_ends.c -- the ends that a deadlock is about, on the ledger. */
#include "rubrics/ends.h"
#include "rubrics/hygiene.h"
#include "rubrics/stuck_parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

bool stuck_row_is_original(const struct report *report, const struct fds_row *row)
{
    const struct fds_ledger *ledger = &report->ledger;
    bool is_known = false;
    for (size_t i = 0; i < ledger->row_count; i++) {
        const struct fds_row *made = &ledger->rows[i];
        if (made->from != FDS_FROM_PIPE || made->object != row->object || made->end != row->end)
            continue;
        if (made->fd == row->fd)
            return true;
        is_known = true;
    }
    return !is_known;
}

const char *stuck_end_name(const struct report *report, const struct fds_row *row, bool *is_plain, struct arena *arena)
{
    const struct fds_ledger *ledger = &report->ledger;
    const struct report_place *made =
        row->object < ledger->object_count ? stuck_place(report, ledger->objects[row->object].made_at) : NULL;
    const char *first = made && made->variable ? made->variable : "", *index = strrchr(first, '[');
    unsigned end = row->end == FDS_READ ? 0 : 1;
    *is_plain =
        made && index && made->owner && (!*made->owner || strcmp(made->owner, "main") == 0); /* most know these */
    if (!index || strcmp(index + strcspn(index, "]"), "]") != 0)
        return arena_printf(arena, "fd[%u]", end);
    return arena_printf(arena, "%.*s[%lu]", (int)(index - first), first, strtoul(index + 1, NULL, 10) + end);
}

const char *stuck_close_text(const struct report *report, const struct fds_row *row, struct arena *arena)
{
    bool is_plain;
    const char *name = stuck_end_name(report, row, &is_plain, arena);
    return arena_printf(arena, "close(%s)%s", name, is_plain ? "" : " of that pipe");
}

const char *stuck_end_called(const struct teller *t, const struct waits_holder *holder)
{
    bool is_plain;
    const struct fds_row *row = stuck_row(t, holder);
    const char *name = row ? stuck_end_name(t->report, row, &is_plain, t->arena) : NULL;
    return name ? arena_printf(t->arena, " (%s%s)", name, is_plain ? "" : " of its pipe call") : "";
}

bool stuck_is_original(const struct teller *t, const struct waits_holder *holder)
{
    const struct fds_row *row = stuck_row(t, holder);
    return !row || stuck_row_is_original(t->report, row);
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

bool stuck_is_spawned(const struct teller *t, uint32_t id)
{
    const struct report_process *process = stuck_process_of(t->report, id);
    bool runs_another = process && process->parent >= 0 && *process->program;
    for (size_t i = 0; i < t->deadlock->fork_count && runs_another; i++) {
        const struct waits_fork *fork = &t->deadlock->forks[i];
        const struct report_place *place = stuck_place(t->report, fork->stack);
        if (fork->process == id)
            return fork->is_vfork && !(place && strcmp(place->called, "vfork") == 0);
    }
    return false;
}

static bool is_culprit(const struct waits_deadlock *deadlock, uint32_t process)
{
    for (size_t i = 0; i < deadlock->culprit_count; i++)
        if (deadlock->culprits[i].process == process)
            return true;
    return false;
}

/* Did nobody ever write to it, as far as the ledger knows, nor put it where it would, and left it at that? Then its
 * writer is known, and had nothing to say: "cat < /dev/null | sort". */
static bool is_unwritten(const struct teller *t, int64_t object)
{
    const struct fds_ledger *ledger = &t->report->ledger;
    bool is_known = false;
    for (size_t i = 0; i < ledger->row_count; i++) {
        const struct fds_row *row = &ledger->rows[i];
        if ((row->end != FDS_WRITE && row->end != FDS_BOTH) || row->object >= ledger->object_count ||
            ledger->objects[row->object].id != object)
            continue;
        is_known = true;
        if (row->used || row->unseen || (row->from == FDS_FROM_DUP && !is_culprit(t->deadlock, row->process)))
            return false;
    }
    return ledger->is_whole && is_known;
}

const struct waits_wait *stuck_may_write_later(const struct teller *t)
{
    const struct waits_deadlock *deadlock = t->deadlock;
    const struct waits_wait *found = NULL;
    for (size_t i = 0; t->reader && i < deadlock->culprit_count; i++) {
        if (deadlock->culprits[i].process == t->reader->process)
            return NULL;
        const struct waits_wait *wait = stuck_wait_of(t, deadlock->culprits[i].process);
        found = found || !wait || wait->on != WAIT_CHILD ? found : wait;
    }
    return found && is_unwritten(t, deadlock->culprit_object) ? found : NULL;
}

const struct waits_wait *stuck_locked_out(const struct teller *t, const struct waits_wait **reader)
{
    const struct waits_deadlock *deadlock = t->deadlock;
    for (size_t i = 0; i < deadlock->wait_count; i++)
        for (size_t k = 0; k < deadlock->wait_count; k++)
            if (waits_locks_out(&deadlock->waits[i], &deadlock->waits[k])) {
                *reader = &deadlock->waits[i];
                return &deadlock->waits[k];
            }
    return NULL;
}

bool stuck_descends_from(const struct report *report, uint32_t id, uint32_t from)
{
    const struct report_process *process = stuck_process_of(report, id);
    for (size_t i = 0; process && process->parent >= 0 && i < report->process_count; i++) {
        process = &report->processes[process->parent];
        if (process->id == from)
            return true;
    }
    return false;
}

bool stuck_may_need(const struct report *report, const struct fds_row *row)
{
    bool has_threads = stuck_process_of(report, row->process)->threads > 1;
    if (ends_may_be_needed(report, row))
        return true;
    for (size_t i = 0; i < report->ledger.row_count; i++) {
        const struct fds_row *other = &report->ledger.rows[i];
        if (other->end == FDS_NO_END || other->object != row->object)
            continue;
        bool is_its = other->process == row->process && !has_threads;
        bool is_theirs = other->used && stuck_descends_from(report, row->process, other->process);
        if (other->end == row->end ? is_theirs : is_its && other->closed == FDS_OPEN)
            return false;
    }
    return true;
}

bool stuck_is_open_question(const struct report *report, const struct fds_row *row)
{
    const struct report_process *process = stuck_process_of(report, row->process);
    return process && process->ended_by == ENDED_BY_GRADER && row->closed == FDS_OPEN &&
           (row->used || row->unseen || stuck_may_need(report, row));
}

const char *stuck_unsent_text(const struct teller *t)
{
    const struct fds_row *row = NULL;
    const char *to = "";
    for (size_t i = 0; i < t->deadlock->wait_count && !row; i++) {
        const struct waits_wait *reader = &t->deadlock->waits[i];
        for (size_t k = 0; k < reader->holder_count && reader->on == WAIT_PIPE_DATA && !row; k++) {
            row = stuck_row(t, &reader->holders[k]);
            row = row && ends_printed_to(t->report, row) && stuck_wait_of(t, row->process) ? row : NULL;
            to = stuck_pipe_text(t, reader->object);
        }
    }
    if (!row)
        return "";
    const char *program = stuck_executed(t->report, row->process);
    const char *lies = arena_printf(
        t->arena, "%" PRIu64 " byte%s that %s printed for %s still lie%s in its buffer (fd %d)", row->unsent,
        row->unsent == 1 ? "" : "s", stuck_plain_who(t, row->process), to, row->unsent == 1 ? "s" : "", row->fd);
    if (*program)
        return arena_printf(t->arena,
                            "%s: %s sends them only when that is full or when it ends. Close what it reads from first, "
                            "or run it by stdbuf -oL. ",
                            lies, program);
    const char *close = hygiene_stream_close(t->report, row, t->arena); /* "fclose() of the stream ..." */
    return arena_printf(t->arena, "%s: stdio sends them only when that is full. Call fflush(%s right after printing. ",
                        lies,
                        row->fd == STDOUT_FILENO ? "stdout)"
                        : close                  ? close + strlen("fclose(")
                                                 : "stream)");
}
