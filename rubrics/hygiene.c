/* hygiene.c -- what the ledger of descriptors says against a program, said so that a student can mend it. */
#include "rubrics/hygiene.h"

#include "rubrics/ends.h"
#include "rubrics/faults.h"
#include "rubrics/goes_on.h"
#include "rubrics/stuck.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"

#include <ctype.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES_MAX = 4, CLOSERS_MAX = 4, FINDINGS_MAX = 200 };

/* One run, and where what is said of it goes. */
struct teller {
    const struct report *report;
    const struct fds_ledger *ledger;
    struct arena *arena;
    struct findings *out;
};

/* --- what counts -------------------------------------------------------------------------------------------------- */

static const struct report_process *process_of(const struct report *report, uint32_t id)
{
    for (size_t i = 0; i < report->process_count; i++)
        if (report->processes[i].id == id)
            return &report->processes[i];
    return NULL;
}

bool hygiene_counts(const struct fds_row *row)
{
    bool is_stream = row->is_stream || (row->is_foreign && row->fd <= 2);
    return row->end != FDS_NO_END && !is_stream && row->is_judged;
}

bool hygiene_was_killed(const struct report_process *process)
{
    static const int sent[] = {SIGKILL, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2};
    for (size_t i = 0; i < sizeof sent / sizeof *sent; i++)
        if (process->parent >= 0 && process->ended_by == ENDED_BY_SIGNAL && process->signal == sent[i])
            return true;
    return false;
}

enum hygiene_end hygiene_end(const struct report *report, const struct fds_row *row)
{
    const struct report_process *process = process_of(report, row->process);
    if (!hygiene_counts(row) || row->closed != FDS_OPEN || !process || process->ended_by == ENDED_NOT)
        return HYGIENE_FINE;
    bool by_grader = process->ended_by == ENDED_BY_GRADER;
    bool is_open =
        by_grader && (!report->deadlock.proved || (stuck_may_need(report, row) && hygiene_twin_used(report, row)));
    if (!ends_as_used(report, row))
        return is_open ? HYGIENE_FINE : HYGIENE_LEFT_OPEN;
    /* who dies never came to a close() that it may have had */
    return by_grader || row->is_foreign || process->ended_by == ENDED_BY_SIGNAL ? HYGIENE_FINE : HYGIENE_OPEN_AT_EXIT;
}

const char *hygiene_object(const struct fds_object *object, struct arena *arena)
{
    const char *kind = object->kind == FD_PIPE ? "pipe" : object->kind == FD_FIFO ? "fifo" : "socket pair";
    return arena_printf(arena, "%s %" PRIu32, kind, object->number);
}

const char *hygiene_fifo(const struct report *report, int64_t id, struct arena *arena)
{
    for (size_t i = 0; i < report->ledger.object_count; i++)
        if (report->ledger.objects[i].kind == FD_FIFO && report->ledger.objects[i].id == id)
            return hygiene_object(&report->ledger.objects[i], arena);
    return NULL;
}

const char *hygiene_end_name(enum fds_end end)
{
    return end == FDS_READ ? "read" : end == FDS_WRITE ? "write" : "both";
}

int hygiene_order(const struct report *report, uint32_t a, uint32_t b)
{
    const char *x = stuck_process(report, a), *y = stuck_process(report, b);
    while (*x || *y) {
        if (isdigit((unsigned char)*x) && isdigit((unsigned char)*y)) {
            char *x_end, *y_end;
            unsigned long i = strtoul(x, &x_end, 10), k = strtoul(y, &y_end, 10);
            if (i != k)
                return i < k ? -1 : 1;
            x = x_end;
            y = y_end;
        } else if (*x != *y) {
            bool x_first = *x == 'p' || *x == '\0'; /* the parent before its children */
            return x_first ? -1 : *y == 'p' || *y == '\0' ? 1 : *x < *y ? -1 : 1;
        } else {
            x++;
            y++;
        }
    }
    return 0;
}

/* --- pieces of sentences ------------------------------------------------------------------------------------------ */

static const char *who(const struct teller *t, uint32_t process)
{
    const char *name = stuck_process(t->report, process);
    return strcmp(name, "parent") == 0 ? "the parent" : name;
}

static const char *who_first(const struct teller *t, uint32_t process)
{
    return stuck_capital(t->arena, who(t, process));
}

/* before + "line 36", and the file where there are several; "" when it is not known. */
static const char *with_line(const struct teller *t, const char *before, struct waits_stack stack)
{
    const struct report_place *place = stuck_place(t->report, stack);
    if (!place)
        return "";
    for (size_t i = 0; i < t->report->place_count; i++)
        if (strcmp(t->report->places[i].file, place->file) != 0)
            return arena_printf(t->arena, "%sline %" PRIu32 " of %s", before, place->line, place->file);
    return arena_printf(t->arena, "%sline %" PRIu32, before, place->line);
}

static const struct fds_object *object_of(const struct teller *t, const struct fds_row *row)
{
    return &t->ledger->objects[row->object];
}

/* "the write end of pipe 1", "its socket of socket pair 1". */
static const char *end_text(const struct teller *t, const struct fds_row *row)
{
    const char *object = hygiene_object(object_of(t, row), t->arena);
    if (row->kind == FD_SOCKET)
        return arena_printf(t->arena, "its end of %s", object);
    return arena_printf(t->arena, "the %s end of %s", hygiene_end_name(row->end), object);
}

static const char *close_text(const struct teller *t, const struct fds_row *row)
{
    const char *stream = hygiene_stream_close(t->report, row, t->arena), *kit = hygiene_kit_close(t->report, row);
    if (stream || kit)
        return stream ? stream : kit;
    if (row->kind != FD_PIPE || row->from == FDS_FROM_DUP || !stuck_row_is_original(t->report, row))
        return "a close() of it";
    return stuck_close_text(t->report, row, t->arena);
}

static void add_place(const struct teller *t, struct finding *f, struct waits_stack stack)
{
    const struct report_place *place = stuck_place(t->report, stack);
    struct place *places = arena_alloc(t->arena, PLACES_MAX, sizeof *places);
    for (size_t i = 0; i < f->where_count; i++)
        if (place && f->where[i].line == place->line && strcmp(f->where[i].file, place->file) == 0)
            return;
    if (!place || f->where_count == PLACES_MAX)
        return;
    if (f->where_count > 0)
        memcpy(places, f->where, f->where_count * sizeof *places);
    places[f->where_count++] = (struct place){.file = place->file, .line = place->line, .function = place->function};
    f->where = places;
}

static struct finding *begin(const struct teller *t, enum finding_code code, enum severity severity, uint32_t process)
{
    struct finding *f = findings_add(t->out, t->arena);
    f->code = code;
    f->severity = severity;
    f->process = stuck_process(t->report, process);
    return f;
}

static void about_end(const struct teller *t, struct finding *f, const struct fds_row *row)
{
    f->has_fd = true;
    f->fd = row->fd;
    if (row->end == FDS_NO_END)
        return;
    f->pipe = hygiene_object(object_of(t, row), t->arena);
    f->end = hygiene_end_name(row->end);
}

/* --- open ends ---------------------------------------------------------------------------------------------------- */

static bool is_vfork(const struct teller *t, uint32_t process)
{
    for (size_t i = 0; i < t->ledger->fork_count; i++)
        if (t->ledger->forks[i].process == process)
            return t->ledger->forks[i].is_vfork;
    return false;
}

static const char *origin_text(const struct teller *t, const struct fds_row *row)
{
    switch (row->from) {
    case FDS_FROM_FORK:
        return arena_printf(t->arena, ", which it has since %s%s,",
                            is_vfork(t, row->process) ? "it was started" : "fork()",
                            with_line(t, " at ", row->made_at));
    case FDS_FROM_DUP:
        return arena_printf(t->arena, ", a copy of fd %d that %s() made%s,", row->from_fd, stuck_copier(t->report, row),
                            with_line(t, " at ", row->made_at));
    case FDS_FROM_RIGHTS:
        return ", which it received over a socket,";
    case FDS_FROM_PIPE:
        return arena_printf(t->arena, ", which it made%s,", with_line(t, " at ", row->made_at));
    case FDS_FROM_OPEN:
        return arena_printf(t->arena, ", which it opened%s,", with_line(t, " at ", row->made_at));
    case FDS_FROM_START:
        break;
    }
    return "";
}

static const char *why_close(const struct fds_row *row)
{
    if (row->end == FDS_WRITE)
        return "A reader comes to the end of the data only when every copy of the write end is closed, in all "
               "processes: one that is forgotten makes it wait for ever.";
    if (row->end == FDS_READ)
        return "As long as somebody still holds a read end, a writer is not told that its reader is gone (SIGPIPE, "
               "EPIPE): it waits for ever once the pipe is full.";
    return "Whoever reads the other end comes to the end of the data only when every copy of this one is closed.";
}

/* ", first thing after fork()", but not before it is handed on to a child. */
static const char *when_to_close(const struct teller *t, const struct fds_row *row)
{
    const struct waits_fork *fork = ends_handed_on(t->report, row);
    if (fork && row->from == FDS_FROM_FORK)
        return arena_printf(t->arena, ", after the fork()%s that needs it", with_line(t, " at ", fork->stack));
    return row->from == FDS_FROM_FORK ? ", first thing after fork()"
           : row->process == 1        ? ", after the last fork() that needs it"
                                      : "";
}

static void add_left_open(const struct teller *t, const struct fds_row *row)
{
    struct finding *f = begin(t, FINDING_PIPE_END_LEFT_OPEN, SEVERITY_WARNING, row->process);
    const struct report_process *process = process_of(t->report, row->process);
    const struct fds_row *copy = ends_copy(t->report, row);
    bool stuck = process->ended_by == ENDED_BY_GRADER, died = process->ended_by == ENDED_BY_SIGNAL;
    about_end(t, f, row);
    if (copy) {
        const char *copier = stuck_copier(t->report, copy);
        f->message = arena_printf(t->arena, "%s copied %s from fd %d to fd %d%s, but never closed fd %d.",
                                  who_first(t, row->process), end_text(t, row), row->fd, copy->fd,
                                  with_line(t, " at ", copy->made_at), row->fd);
        f->hint = arena_printf(t->arena,
                               "%s() makes a second descriptor, and the first one stays open%s: close(fd) of the "
                               "original right after %s(). %s",
                               copier, row->is_foreign ? ", also in the program that is executed" : "", copier,
                               why_close(row));
        add_place(t, f, copy->made_at);
    } else if (stuck || died) {
        if (stuck_may_need(t->report, row))
            f->severity = SEVERITY_NOTE;
        f->message = arena_printf(t->arena, "%s had not used %s (fd %d)%s when %s, and still held it.",
                                  who_first(t, row->process), end_text(t, row), row->fd, origin_text(t, row),
                                  stuck ? "the program was stuck"
                                  : hygiene_was_killed(process)
                                      ? "it was killed"
                                      : arena_printf(t->arena, "%s ended it", signal_text(process->signal, t->arena)));
        f->hint =
            arena_printf(t->arena, "Unless %s is still to use it, add %s there%s. %s", who(t, row->process),
                         close_text(t, row), row->from == FDS_FROM_FORK ? when_to_close(t, row) : "", why_close(row));
    } else {
        f->message = arena_printf(t->arena, "%s never uses %s (fd %d)%s and still holds it when it ends.",
                                  who_first(t, row->process), end_text(t, row), row->fd, origin_text(t, row));
        f->hint = arena_printf(t->arena, "%sdd %s in %s%s. %s",
                               ends_only_read_here(t->report, row)
                                   ? "Unless a signal handler is to write to it and did not come to that, a"
                                   : "A",
                               close_text(t, row), who(t, row->process), when_to_close(t, row), why_close(row));
    }
    if (row->is_foreign && is_vfork(t, row->process))
        f->hint = arena_printf(t->arena,
                               "If posix_spawn() starts %s, call posix_spawn_file_actions_addclose(&actions, "
                               "%d) before that, or make the pipe with pipe2(fd, O_CLOEXEC). %s",
                               who(t, row->process), row->fd, why_close(row));
    add_place(t, f, row->made_at);
    add_place(t, f, object_of(t, row)->made_at);
}

static void add_open_at_exit(const struct teller *t, const struct fds_row *row)
{
    struct finding *f = begin(t, FINDING_PIPE_END_OPEN_AT_EXIT, SEVERITY_NOTE, row->process);
    const char *uses = row->end == FDS_READ ? "reads from" : row->end == FDS_WRITE ? "writes to" : "uses";
    const char *last = row->end == FDS_READ    ? "after its last read()"
                       : row->end == FDS_WRITE ? "after its last write()"
                                               : "when it is done";
    about_end(t, f, row);
    f->message = arena_printf(t->arena, "%s %s %s (fd %d) and never closes it: only its end does.",
                              who_first(t, row->process), uses, end_text(t, row), row->fd);
    if (!row->used) {
        f->message =
            arena_printf(t->arena, "%s holds %s (fd %d)%s until it ends. %s", who_first(t, row->process),
                         end_text(t, row), row->fd, origin_text(t, row),
                         row->unseen ? "Whether it used it is not known: no more of its calls were watched."
                                     : "Nobody wrote to that pipe: that it is closed is all that its reader hears.");
        last = arena_printf(t->arena, "%s, or, if it %s%s", row->unseen ? last : "when its work is done",
                            row->unseen ? "never uses it" : "is no sign for the reader", when_to_close(t, row));
    }
    f->hint = arena_printf(t->arena,
                           "Add %s in %s %s. It does no harm here, as the kernel closes what a process holds when it "
                           "ends; in one that lives on, it would. %s",
                           close_text(t, row), who(t, row->process), last, why_close(row));
    add_place(t, f, row->made_at);
    add_place(t, f, object_of(t, row)->made_at);
}

static void add_leak(const struct teller *t, const struct fds_row *row)
{
    const struct report_process *process = process_of(t->report, row->process);
    bool is_leak = row->end == FDS_NO_END && row->from == FDS_FROM_OPEN && row->closed == FDS_OPEN && row->fd > 2 &&
                   row->is_judged && !row->is_foreign && process && process->ended_by != ENDED_BY_GRADER &&
                   process->ended_by != ENDED_NOT;
    if (!is_leak)
        return;
    struct finding *f = begin(t, FINDING_FD_LEAK, SEVERITY_NOTE, row->process);
    about_end(t, f, row);
    f->message = arena_printf(t->arena, "%s opens %s as fd %d%s and never closes it.", who_first(t, row->process),
                              hygiene_opened(row, t->arena), row->fd, with_line(t, " at ", row->made_at));
    f->hint =
        arena_printf(t->arena,
                     "Close what you open when you are done with it: %s. A process that lives on would run out "
                     "of descriptors.",
                     hygiene_is_made_by(t->report, row, "opendir") ? "closedir() for what opendir() gave"
                                                                   : "close(), or fclose() for what fopen() gave");
    add_place(t, f, row->made_at);
}

/* --- failed calls ------------------------------------------------------------------------------------------------- */

/* Puts before the hint where the number most likely comes from: a call that failed. */
static void blame_failure(const struct teller *t, const struct fds_fault *fault, struct finding *f)
{
    const struct report_place *place = stuck_place(t->report, fault->failed_at);
    bool is_pair =
        fault->failed && (strncmp(fault->failed, "pipe", 4) == 0 || strcmp(fault->failed, "socketpair") == 0);
    if (!fault->failed || (fault->fd >= 0 && !is_pair))
        return;
    f->hint =
        arena_printf(t->arena, "%s()%s had failed (%s)%s. %s", place && *place->called ? place->called : fault->failed,
                     with_line(t, " at ", fault->failed_at), strerror(fault->error),
                     is_pair ? ", which leaves its array as it was" : " and given -1", f->hint);
    add_place(t, f, fault->failed_at);
}

/* ": the parent had closed it (the write end of pipe 1) at line 21, before it forked child 2", and the places. */
static const char *before_fork(const struct teller *t, const struct fds_fault *fault, struct finding *f)
{
    const struct fds_row *row = fault->before > 0 ? &t->ledger->rows[fault->before - 1] : NULL;
    const struct report_process *process = process_of(t->report, fault->process);
    add_place(t, f, fault->at);
    if (!row || !process || process->parent < 0)
        return "";
    about_end(t, f, row);
    add_place(t, f, row->closed_at);
    return arena_printf(t->arena, ": %s had closed %s%s, before the fork() of %s", who(t, row->process),
                        row->end == FDS_NO_END ? "it" : end_text(t, row), with_line(t, " at ", row->closed_at),
                        who(t, fault->process));
}

static void add_bad_close(const struct teller *t, const struct fds_fault *fault, const struct fds_row *row)
{
    bool twice = fault->kind == FDS_DOUBLE_CLOSE && row;
    struct finding *f = begin(t, twice ? FINDING_DOUBLE_CLOSE : FINDING_BAD_FD, SEVERITY_WARNING, fault->process);
    f->has_fd = true;
    f->fd = fault->fd;
    const char *at = with_line(t, " at ", fault->at);
    if (twice) {
        about_end(t, f, row);
        const char *what = row->end == FDS_NO_END ? "" : arena_printf(t->arena, " (%s)", end_text(t, row));
        const char *first = with_line(t, hygiene_closed_by(t->report, row, t->arena), row->closed_at);
        f->message = arena_printf(t->arena, "%s closes fd %d%s a second time%s; it was closed before%s.",
                                  who_first(t, fault->process), fault->fd, what, at, first);
        f->hint = hygiene_twice_hint(t->report, fault, row, t->arena);
        add_place(t, f, fault->at);
        add_place(t, f, row->closed_at);
        return;
    }
    f->message = arena_printf(t->arena, "%s calls close(%d)%s, but has no such descriptor%s.",
                              who_first(t, fault->process), fault->fd, at, before_fork(t, fault, f));
    f->hint = fault->before > 0 ? "A child has what is open at its fork(), and no more: what was closed before is not "
                                  "there to be closed again, and close() fails with EBADF."
              : fault->fd < 0
                  ? "-1 is what a call that failed gives: look at the result of pipe(), open() or dup(), and "
                    "give every variable a value before it is used."
                  : "close() fails with EBADF here. Look at where this number comes from: pipe() fills its "
                    "array only when it gives 0.";
    if (fault->before == 0)
        blame_failure(t, fault, f);
}

/* What to do about the use of what was closed. A number may have changed hands before: then the close() was meant for
 * what had it first. */
static const char *closed_early(const struct teller *t, const struct fds_row *row)
{
    const struct fds_row *first = NULL;
    for (size_t i = 0; &t->ledger->rows[i] < row; i++)
        if (t->ledger->rows[i].process == row->process && t->ledger->rows[i].fd == row->fd)
            first = &t->ledger->rows[i];
    if (row->end == FDS_NO_END && first && first->end != FDS_NO_END && first->closed == FDS_BY_CLOSE)
        return arena_printf(t->arena,
                            "Before, fd %d was %s, closed%s. Who closes that end a second time closes what got its "
                            "number meanwhile: close each descriptor once.",
                            row->fd, end_text(t, first), with_line(t, " at ", first->closed_at));
    return arena_printf(t->arena,
                        "%s. The call returns -1 (EBADF): a loop such as while (read(...) != 0) would never end.",
                        row->end == FDS_NO_END ? "Use it first, close it afterwards"
                                               : "Use an end first, close it afterwards; and look at which of the two "
                                                 "ends this process needs");
}

static void add_bad_call(const struct teller *t, const struct fds_fault *fault, const struct fds_row *row)
{
    struct finding *f = begin(t, FINDING_BAD_FD, SEVERITY_ERROR, fault->process);
    const char *name = who_first(t, fault->process), *at = with_line(t, " at ", fault->at);
    f->has_fd = true;
    f->fd = fault->fd;
    if (row)
        about_end(t, f, row);
    if (row && fault->is_open && row->end != FDS_NO_END) {
        f->message = arena_printf(t->arena, "%s calls %s() on fd %d%s, which is %s.", name, fault->call, fault->fd, at,
                                  end_text(t, row));
        f->hint = "pipe(fd) gives two ends: fd[0] is for reading only, fd[1] for writing only. The call fails with "
                  "EBADF and nothing moves.";
    } else if (row && fault->is_open) {
        f->message = arena_printf(t->arena, "%s calls %s() on fd %d%s, which was not opened for that.", name,
                                  fault->call, fault->fd, at);
        f->hint = "Look at the flags of open(): O_RDONLY, O_WRONLY or O_RDWR.";
    } else if (row) {
        const char *what = row->end != FDS_NO_END ? end_text(t, row)
                           : *row->name           ? hygiene_opened(row, t->arena)
                                                  : NULL;
        what = what ? arena_printf(t->arena, " (%s)", what) : "";
        f->message =
            arena_printf(t->arena, "%s calls %s() on fd %d%s%s, which it had closed%s.", name, fault->call, fault->fd,
                         what, at, with_line(t, hygiene_closed_by(t->report, row, t->arena), row->closed_at));
        f->hint = closed_early(t, row);
    } else {
        f->message = arena_printf(t->arena, "%s calls %s() on fd %d%s, but has no such descriptor%s.", name,
                                  fault->call, fault->fd, at, before_fork(t, fault, f));
        f->hint =
            fault->before > 0
                ? "A child has what is open at its fork(), and no more. The call returns -1 (EBADF): close that "
                  "end in the parent only after the fork() of every child that is to use it."
                : "The call returns -1 (EBADF). Look at where this number comes from: pipe() fills its array only "
                  "when it gives 0, and -1 is what a call that failed gives.";
    }
    add_place(t, f, fault->at);
    if (!row && fault->before == 0)
        blame_failure(t, fault, f);
    if (row && !fault->is_open)
        add_place(t, f, row->closed_at);
}

static bool is_other_end(const struct fds_row *a, const struct fds_row *b)
{
    if (a->end == FDS_NO_END || b->end == FDS_NO_END || a->object != b->object || a == b)
        return false;
    return b->end == FDS_BOTH ? b->process != a->process || b->fd != a->fd : b->end == FDS_READ;
}

/* Who held the other end, and how each gave it up: those who used it, or else all. */
static const char *closers_text(const struct teller *t, const struct fds_row *row, struct finding *f)
{
    AUTO_BUF struct buf text = {0};
    size_t said = 0;
    bool any_used = false;
    for (size_t i = 0; i < t->ledger->row_count; i++)
        any_used |= is_other_end(row, &t->ledger->rows[i]) && t->ledger->rows[i].used;
    for (size_t i = 0; i < t->ledger->row_count && said < CLOSERS_MAX; i++) {
        const struct fds_row *other = &t->ledger->rows[i];
        if (!is_other_end(row, other) || other->used != any_used)
            continue;
        buf_printf(&text, "%s%s ", said++ == 0 ? "" : ", ", who(t, other->process));
        if (other->closed == FDS_OPEN)
            buf_add_string(&text, "ended");
        else
            buf_printf(&text, "closed its fd %d%s", other->fd, with_line(t, " at ", other->closed_at));
        add_place(t, f, other->closed_at);
    }
    return said == 0 ? "" : arena_printf(t->arena, ": %s", text.data);
}

static void add_broken(const struct teller *t, const struct fds_fault *fault, const struct fds_row *row)
{
    const struct report_process *process = process_of(t->report, fault->process);
    bool killed = process && process->signal == SIGPIPE;
    struct finding *f = begin(t, FINDING_BROKEN_PIPE, killed ? SEVERITY_ERROR : SEVERITY_NOTE, fault->process);
    about_end(t, f, row);
    add_place(t, f, fault->at);
    const char *closers = closers_text(t, row, f);
    f->message = arena_printf(t->arena, "%s wrote to %s (fd %d)%s when nobody could read from it any more%s.%s",
                              who_first(t, fault->process), hygiene_object(object_of(t, row), t->arena), row->fd,
                              with_line(t, " at ", fault->at), closers, killed ? " The signal SIGPIPE killed it." : "");
    f->hint = "Let the reader read until read() returns 0, and close its end only then. Where a reader may stop early, "
              "ignore SIGPIPE and look for EPIPE after each write().";
}

static bool is_standard(const struct fds_fault *fault, const struct fds_row *row)
{
    return row ? row->is_stream : fault->fd >= 0 && fault->fd <= 2;
}

static void add_refused(const struct teller *t, const struct fds_fault *fault)
{
    struct finding *f = begin(t, FINDING_FORK_REFUSED, SEVERITY_NOTE, fault->process);
    f->message =
        arena_printf(t->arena,
                     "%s wanted another process or thread%s, and did not get it: children that have ended and "
                     "were not waited for count, too, and no more than %" PRIu32 " may be alive here.",
                     who_first(t, fault->process), with_line(t, " at ", fault->at), t->report->limits.processes);
    f->hint = "Look at the result: fork() gives -1 and pthread_create() EAGAIN when it is refused, and what that child "
              "should have done is not done. Wait for each child with wait() or waitpid(), at the latest before you "
              "start one more than may live at once.";
    add_place(t, f, fault->at);
}

static void add_fault(const struct teller *t, const struct fds_fault *fault)
{
    const struct fds_row *row = fault->row >= 0 ? &t->ledger->rows[fault->row] : NULL;
    if ((is_standard(fault, row) && fault->kind != FDS_BROKEN) || hygiene_in_sweep(t->report, fault))
        return;
    if (fault->kind == FDS_REFUSED)
        add_refused(t, fault);
    else if (fault->kind == FDS_DOUBLE_CLOSE || fault->kind == FDS_BAD_CLOSE)
        add_bad_close(t, fault, row);
    else if (fault->kind == FDS_BAD_CALL)
        add_bad_call(t, fault, row);
    else if (row && row->end != FDS_NO_END)
        add_broken(t, fault, row);
    if (fault->kind == FDS_DOUBLE_CLOSE || fault->kind == FDS_BAD_CLOSE || fault->kind == FDS_BAD_CALL) {
        struct finding *f = &t->out->items[t->out->count - 1];
        f->hint = arena_printf(t->arena, "%s%s", hygiene_goes_on(t->report, fault->process, t->arena), f->hint);
    }
}

/* --- children ----------------------------------------------------------------------------------------------------- */

static struct waits_stack fork_stack(const struct teller *t, uint32_t process)
{
    for (size_t i = 0; i < t->ledger->fork_count; i++)
        if (t->ledger->forks[i].process == process)
            return t->ledger->forks[i].stack;
    return (struct waits_stack){0};
}

/* Do both stand at one line of the student's? */
static bool stands_at(const struct teller *t, struct waits_stack a, struct waits_stack b)
{
    const struct report_place *x = stuck_place(t->report, a), *y = stuck_place(t->report, b);
    return x && y && x->line == y->line && strcmp(x->file, y->file) == 0;
}

static void add_zombie(const struct teller *t, const struct fds_child *child)
{
    const struct report_process *process = process_of(t->report, child->process);
    const struct report_process *parent = process_of(t->report, child->parent);
    struct waits_stack fork = fork_stack(t, child->process);
    bool is_zombie = process && parent && process->ended_by != ENDED_BY_GRADER && parent->ended_by == ENDED_ITSELF;
    bool comes_again = child->left != FDS_TAKEN_OVER && stands_at(t, fork_stack(t, child->parent), fork);
    if (!is_zombie || child->left == FDS_OUTLIVED || (child->left == FDS_GIVEN_AWAY && !comes_again))
        return;
    struct finding *f = begin(t, FINDING_ZOMBIE_LEFT, SEVERITY_WARNING, child->process);
    f->message = arena_printf(
        t->arena, "%s ends without having waited for %s, %s%s.", who_first(t, child->parent), who(t, child->process),
        child->left == FDS_TAKEN_OVER ? "which it took over (PR_SET_CHILD_SUBREAPER) and which was forked"
                                      : "which it forked",
        with_line(t, " at ", fork));
    const struct fds_row *stream = hygiene_popen_of(t->report, child->process);
    if (stream) {
        f->message =
            arena_printf(t->arena, "%s ends without having waited for %s, which popen() started%s.",
                         who_first(t, child->parent), who(t, child->process), with_line(t, " at ", stream->made_at));
        f->hint = "Call pclose() once for every popen(): it closes the stream and waits for the command. Until then a "
                  "command that has ended stays a zombie, and what it prints last may come after your program.";
        add_place(t, f, stream->made_at);
        return;
    }
    f->hint = "Call wait() or waitpid() once for every fork(), and look at the status. Until then a child that has "
              "ended stays a zombie, and what it prints last may come after your program has ended, or be lost.";
    if (comes_again)
        f->hint = arena_printf(t->arena,
                               "%s was forked at the same line itself. If a child is not meant to come there again, it "
                               "runs on into the parent's code: end it with _exit(0) where its work is done. %s",
                               who_first(t, child->parent), f->hint);
    add_place(t, f, fork);
}

static void add_orphan(const struct teller *t, const struct report_process *process)
{
    bool ended = t->report->outcome == OUTCOME_EXITED || t->report->outcome == OUTCOME_SIGNALED;
    bool was_killed = process->ended_by == ENDED_BY_GRADER, outlived = false;
    for (size_t i = 0; i < t->ledger->child_count; i++)
        outlived |= t->ledger->children[i].process == process->id && t->ledger->children[i].left == FDS_OUTLIVED;
    if (!ended || process->parent < 0 || !(was_killed || outlived))
        return;
    struct waits_stack fork = fork_stack(t, process->id);
    struct finding *f = begin(t, FINDING_ORPHAN_LEFT, SEVERITY_WARNING, process->id);
    f->message = arena_printf(t->arena, "%s%s still ran when the first process had ended.", who_first(t, process->id),
                              with_line(t, ", forked at ", fork));
    f->hint =
        was_killed
            ? "Wait for every child before main() returns: wait() or waitpid() once for each fork(). What is left "
              "behind here is killed, and what it had still to print is lost."
            : "Wait for every child before main() returns: wait() or waitpid() once for each fork(). Whoever "
              "started the program takes it for finished by then: what a child still prints comes too late.";
    add_place(t, f, fork);
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static int by_process(const void *a, const void *b, void *report)
{
    const uint32_t *x = a, *y = b;
    return hygiene_order(report, *x, *y);
}

static int by_number(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static int by_end(const void *a, const void *b)
{
    const struct fds_row *x = *(const struct fds_row *const *)a, *y = *(const struct fds_row *const *)b;
    int order = by_number((int64_t)x->object, (int64_t)y->object);
    order = order ? order : by_number(x->end, y->end);
    return order ? order : by_number(x->fd, y->fd);
}

static void tell_rows(const struct teller *t, uint32_t process)
{
    const struct fds_row **rows = arena_alloc(t->arena, t->ledger->row_count + 1, sizeof(void *));
    size_t count = 0;
    for (size_t i = 0; i < t->ledger->row_count; i++)
        if (t->ledger->rows[i].process == process)
            rows[count++] = &t->ledger->rows[i];
    if (count > 0)
        qsort(rows, count, sizeof(void *), by_end);
    for (size_t i = 0; i < count; i++) {
        enum hygiene_end end = hygiene_end(t->report, rows[i]);
        if (end == HYGIENE_LEFT_OPEN)
            add_left_open(t, rows[i]);
        else if (end == HYGIENE_OPEN_AT_EXIT)
            add_open_at_exit(t, rows[i]);
    }
    for (size_t i = 0; i < count; i++)
        add_leak(t, rows[i]);
}

void hygiene_tell(const struct report *report, struct arena *arena, struct findings *out)
{
    const struct teller t = {report, &report->ledger, arena, out};
    uint32_t *order = arena_alloc(arena, report->process_count + 1, sizeof *order);
    if (!report->ledger.is_whole)
        return;
    for (size_t i = 0; i < report->process_count; i++)
        order[i] = report->processes[i].id;
    qsort_r(order, report->process_count, sizeof *order, by_process, (void *)(uintptr_t)report);
    for (size_t i = 0; i < report->process_count && out->count < FINDINGS_MAX; i++) {
        tell_rows(&t, order[i]);
        for (int kind = FDS_DOUBLE_CLOSE; kind <= FDS_REFUSED; kind++)
            for (size_t k = 0; k < report->ledger.fault_count; k++)
                if (report->ledger.faults[k].process == order[i] && (int)report->ledger.faults[k].kind == kind)
                    add_fault(&t, &report->ledger.faults[k]);
        for (size_t k = 0; k < report->ledger.child_count; k++)
            if (report->ledger.children[k].process == order[i])
                add_zombie(&t, &report->ledger.children[k]);
        add_orphan(&t, process_of(report, order[i]));
        goes_on_tell(report, order[i], arena, out);
    }
}
