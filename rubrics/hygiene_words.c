/* hygiene_words.c -- what a descriptor is, and which call of the C library is behind it. */
#include "rubrics/hygiene.h"

#include "rubrics/goes_on.h"
#include "rubrics/stuck.h"

#include <inttypes.h>
#include <string.h>

const char *hygiene_opened(const struct fds_row *row, struct arena *arena)
{
    static const struct {
        const char *name, *words;
    } things[] = {
        {"anon_inode:[eventpoll]", "an epoll instance"},
        {"anon_inode:[eventfd]", "an eventfd"},
        {"anon_inode:[timerfd]", "a timerfd"},
        {"anon_inode:[signalfd]", "a signalfd"},
        {"anon_inode:[pidfd]", "a pidfd"},
        {"anon_inode:inotify", "an inotify instance"},
        {"anon_inode:[inotify]", "an inotify instance"},
        {"pidfd:", "a pidfd"},
        {"anon_inode:", "a descriptor that is no file"},
        {"memfd:", "memory of memfd_create()"},
        {"socket:[", "a socket"},
        {"pipe:[", "a pipe"},
    };
    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        if (strncmp(row->name, things[i].name, strlen(things[i].name)) == 0)
            return things[i].words;
    return *row->name ? arena_printf(arena, "\"%s\"", row->name) : "something";
}

const char *hygiene_closed_by(const struct report *report, const struct fds_row *row, struct arena *arena)
{
    const struct report_place *place = stuck_place(report, row->closed_at);
    bool is_plain = !place || !*place->called || strcmp(place->called, "close") == 0;
    return is_plain ? " at " : arena_printf(arena, " with %s() at ", place->called);
}

/* What closes a stream, and the descriptor below it. */
static bool closes_stream(const struct report_place *place)
{
    return place && (strcmp(place->called, "fclose") == 0 || strcmp(place->called, "pclose") == 0 ||
                     strcmp(place->called, "closedir") == 0);
}

const char *hygiene_twice_hint(const struct report *report, const struct fds_fault *fault, const struct fds_row *row,
                               struct arena *arena)
{
    static const char why[] = "The second close() fails with EBADF; in a bigger program it would close somebody else's "
                              "file, that got the same number meanwhile.";
    const struct report_place *first = stuck_place(report, row->closed_at), *second = stuck_place(report, fault->at);
    if (closes_stream(second))
        return arena_printf(arena,
                            "%s() closes the descriptor of its stream itself, and writes what is left in its buffer "
                            "before: leave the other close out.",
                            second->called);
    if (closes_stream(first))
        return arena_printf(arena, "%s %s() closes the descriptor of its stream, too: leave this close() out.", why,
                            first->called);
    return arena_printf(arena, "%s Close each descriptor once: a close() inside a loop belongs behind the loop.", why);
}

bool hygiene_is_made_by(const struct report *report, const struct fds_row *row, const char *function)
{
    const struct report_place *place = stuck_place(report, row->made_at);
    return place && strcmp(place->called, function) == 0;
}

const char *hygiene_stream_close(const struct report *report, const struct fds_row *row, struct arena *arena)
{
    const struct report_place *places[] = {stuck_place(report, row->asked_at), stuck_place(report, row->made_at)};
    if (hygiene_is_made_by(report, row, "popen"))
        return "pclose() of that stream";
    for (size_t i = 0; i < 2; i++)
        if (places[i] && (strcmp(places[i]->called, "fdopen") == 0 || strcmp(places[i]->called, "fopen") == 0))
            return arena_printf(arena, "fclose() of the stream that %s() made at line %" PRIu32, places[i]->called,
                                places[i]->line);
    return NULL;
}

static const struct report_place *forked_at(const struct report *report, uint32_t process)
{
    for (size_t i = 0; i < report->ledger.fork_count; i++)
        if (report->ledger.forks[i].process == process)
            return stuck_place(report, report->ledger.forks[i].stack);
    return NULL;
}

static bool is_same_fork(const struct report_place *a, const struct report_place *b)
{
    return a && b && a->line == b->line && strcmp(a->file, b->file) == 0;
}

bool hygiene_twin_used(const struct report *report, const struct fds_row *row)
{
    const struct report_process *process = stuck_process_of(report, row->process);
    const struct report_place *place = forked_at(report, row->process);
    for (size_t i = 0; i < report->ledger.row_count; i++) {
        const struct fds_row *other = &report->ledger.rows[i];
        const struct report_process *twin = stuck_process_of(report, other->process);
        if (other->used && other->end == row->end && other->object == row->object && twin && process &&
            twin->id != process->id && twin->parent == process->parent &&
            is_same_fork(place, forked_at(report, twin->id)))
            return true;
    }
    return false;
}

const char *hygiene_goes_on(const struct report *report, uint32_t process, struct arena *arena)
{
    const struct report_place *place = forked_at(report, process);
    const char *exec = goes_on_first(report, process, arena);
    if (*exec)
        return exec;
    for (size_t i = 0; i < report->process_count && place && strcmp(place->function, "main") == 0; i++) {
        const struct report_process *child = &report->processes[i];
        if (child->parent >= 0 && is_same_fork(place, forked_at(report, child->id)) &&
            is_same_fork(place, forked_at(report, report->processes[child->parent].id)))
            return arena_printf(arena,
                                "The children that fork() at line %" PRIu32
                                " makes come there again and call it, too: unless they are to, end each with exit(0) "
                                "when its work is done. ",
                                place->line);
    }
    return "";
}

const char *hygiene_kit_close(const struct report *report, const struct fds_row *row)
{
    for (size_t i = 0; i < report->ledger.row_count; i++) {
        const struct fds_row *made = &report->ledger.rows[i];
        if (made->from == FDS_FROM_PIPE && made->object == row->object &&
            (hygiene_is_made_by(report, made, "mp_pipe") || hygiene_is_made_by(report, made, "mp_pipe_one_way")))
            return "mp_close() of its connection";
    }
    return NULL;
}

/* The command has one end of its pipe as stdin or stdout; who called popen() has the other. */
const struct fds_row *hygiene_popen_of(const struct report *report, uint32_t process)
{
    const struct fds_ledger *ledger = &report->ledger;
    for (size_t i = 0; i < ledger->row_count; i++) {
        const struct fds_row *own = &ledger->rows[i];
        if (own->process != process || own->from != FDS_FROM_DUP || own->fd > 1 || own->end == FDS_NO_END)
            continue;
        for (size_t k = 0; k < ledger->row_count; k++) {
            const struct fds_row *other = &ledger->rows[k];
            if (other->from == FDS_FROM_PIPE && other->object == own->object && other->end != own->end &&
                other->process != process && hygiene_is_made_by(report, other, "popen"))
                return other;
        }
    }
    return NULL;
}
