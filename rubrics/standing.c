/* standing.c -- how the processes of a run stood when its time was over: who went round in a loop, who slept where. */
#include "rubrics/standing.h"

#include "rubrics/faults.h"
#include "rubrics/stuck.h"
#include "sandbox/base/buf.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>
#include <sys/syscall.h>

enum { SAID_MAX = 4, SPINS_MAX = 8 };

/* "the parent", "thread 2 of child 1". */
static const char *who(const struct report *report, const struct waits_wait *other, struct arena *arena)
{
    const struct report_process *process = stuck_process_of(report, other->process);
    const char *name = stuck_plain(report, other->process);
    if (!process || process->threads < 2)
        return name;
    return arena_printf(arena, "thread %" PRIu32 " of %s", other->thread, name);
}

static const char *line_text(const struct report_place *place, struct arena *arena)
{
    return place ? arena_printf(arena, " at line %" PRIu32 " of %s", place->line, place->file) : "";
}

static struct place place_of(const struct report_place *place)
{
    return (struct place){.file = place->file, .line = place->line, .function = place->function};
}

static bool is_same_place(const struct report_place *a, const struct report_place *b)
{
    return a && b && a->line == b->line && strcmp(a->file, b->file) == 0;
}

/* --- who slept ---------------------------------------------------------------------------------------------------- */

/* ", for data from pipe 1 or its end; its write end is still open in child 1 (running sleep) as fd 4". */
static const char *pipe_text(const struct report *report, const struct waits_wait *other, struct arena *arena)
{
    const char *pipe = other->on == WAIT_PIPE_DATA ? stuck_pipe(report, other->object, arena) : NULL;
    size_t told = other->holder_count < SAID_MAX ? other->holder_count : SAID_MAX;
    AUTO_BUF struct buf text = {0};
    if (!pipe || told == 0)
        return "";
    buf_printf(&text, ", for data from %s or its end; its write end is still open in ", pipe);
    for (size_t i = 0; i < told; i++) {
        buf_add_link(&text, i, other->holder_count, " and in ");
        buf_printf(&text, "%s as fd %d", stuck_named(report, other->holders[i].process, arena), other->holders[i].fd);
    }
    buf_add_more(&text, told, other->holder_count);
    return arena_string(arena, text.data);
}

static bool runs_another(const struct report *report, const struct waits_wait *other)
{
    const struct report_process *process = stuck_process_of(report, other->process);
    return process && process->parent >= 0 && *process->program;
}

const char *standing_text(const struct report *report, struct arena *arena, struct place *places, size_t *count,
                          size_t max)
{
    AUTO_BUF struct buf text = {0};
    size_t said = 0;
    for (size_t i = 0; i < report->deadlock.other_count && said < SAID_MAX; i++) {
        const struct waits_wait *other = &report->deadlock.others[i];
        const struct report_place *place = stuck_place(report, other->stack);
        const char *on_pipe = pipe_text(report, other, arena);
        bool is_told = place || (runs_another(report, other) && *on_pipe); /* who runs another program has no line */
        if (!other->is_long || !is_told) /* what lasts a moment is another thing at the next run */
            continue;
        said++;
        buf_printf(&text, " %s %s in %s()%s%s.",
                   stuck_capital(arena, place ? who(report, other, arena) : stuck_named(report, other->process, arena)),
                   other->on == WAIT_TIME ? "slept" : "waited", stuck_call(report, other), line_text(place, arena),
                   on_pipe);
        if (place && *count < max)
            places[(*count)++] = place_of(place);
    }
    return text.data ? arena_string(arena, text.data) : "";
}

/* --- who spins ---------------------------------------------------------------------------------------------------- */

static bool spins(const struct report *report)
{
    for (size_t i = 0; i < report->deadlock.other_count; i++)
        if (report->deadlock.others[i].turn > 0)
            return true;
    return false;
}

/* The calls that loops ask again and again, as they are called in C. */
static const char *turn_call(const struct waits_wait *other)
{
    static const struct {
        int64_t number;
        const char *name;
    } rows[] = {{SYS_sched_yield, "sched_yield"},
                {SYS_kill, "kill"},
                {SYS_getppid, "getppid"},
                {SYS_getpid, "getpid"},
                {SYS_wait4, "waitpid"},
                {SYS_clock_gettime, "clock_gettime"},
                {SYS_openat, "open"},
                {SYS_newfstatat, "stat"},
                {SYS_ioctl, "ioctl"},
                {SYS_close, "close"},
                {SYS_semop, "semop"},
                {SYS_write, "write"},
                {SYS_read, "read"},
                {SYS_faccessat2, "access"},
                {SYS_lseek, "lseek"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].number == other->turn_call)
            return rows[i].name;
    return wait_call_name(other->turn_call);
}

/* It watches something that always has something to tell. */
static bool polls(const struct waits_wait *other)
{
    return other->turn_result > 0 && (other->turn_call == SYS_poll || other->turn_call == SYS_ppoll ||
                                      other->turn_call == SYS_select || other->turn_call == SYS_pselect6);
}

/* "; waitpid() answers 0 each time". */
static const char *answer_text(const struct waits_wait *other, struct arena *arena)
{
    const char *call = other->turn_call >= 0 ? turn_call(other) : NULL;
    if (!call)
        return "";
    const char *error = other->turn_result < 0 ? strerrorname_np((int)-other->turn_result) : NULL;
    if (error)
        return arena_printf(arena, ", in which %s() fails with %s each time,", call, error);
    if (polls(other))
        return arena_printf(arena, ", in which %s() comes back at once each time,", call);
    return other->turn_result == 0 ? arena_printf(arena, ", in which %s() answers 0 each time,", call) : "";
}

static const char *hint_of(const struct waits_wait *other)
{
    bool moves = other->turn_call == SYS_read || other->turn_call == SYS_write;
    if (moves && other->turn_result == -EAGAIN)
        return "With O_NONBLOCK read() and write() do not wait: they return -1 with EAGAIN where there is nothing to "
               "read, or no room. Leave O_NONBLOCK out, or wait in poll() until the descriptor is ready; and look at "
               "who was to write or to read at the other end.";
    if (moves)
        return "read() and write() return -1 when they fail, and 0 is the end of what can be read: go on only while "
               "the "
               "result is greater than 0, as in while ((n = read(fd, buffer, sizeof buffer)) > 0). Then look at why "
               "the "
               "call fails.";
    if (other->turn_call == SYS_wait4 && other->turn_result == -ECHILD)
        return "ECHILD says that there is no child left to wait for: leave the loop when waitpid() returns -1, and "
               "compare how often it is to wait with how often fork() is called.";
    if (other->turn_call == SYS_wait4)
        return "Leave WNOHANG out: then waitpid() sleeps until the child has ended, and needs no loop that asks.";
    if (polls(other))
        return "poll() and select() come back at once as long as a watched descriptor has something to tell. That a "
               "pipe's other end is closed they tell again and again: poll() by POLLHUP, even where only POLLIN was "
               "asked for, select() as if there were data. Then call read(); when it gives 0, close the descriptor "
               "and watch it no more (fd = -1 for poll(), FD_CLR() for select()).";
    return "Let it wait in a call that sleeps until there is something to do: read() on a pipe, sem_wait(), "
           "pthread_cond_wait(), pthread_join() or waitpid(). A loop that asks keeps a processor busy for nothing, "
           "takes "
           "it from those it waits for, and may never see a plain variable change.";
}

static bool is_same_spin(const struct report *report, const struct waits_wait *a, const struct waits_wait *b)
{
    return a == b ||
           (a->turn > 0 && b->turn > 0 && is_same_place(stuck_place(report, a->stack), stuck_place(report, b->stack)));
}

static void add_others(const struct report *report, const struct waits_wait *wait, struct arena *arena,
                       struct finding *out)
{
    const char **names = arena_alloc(arena, report->deadlock.other_count, sizeof *names);
    for (size_t i = 0; i < report->deadlock.other_count; i++)
        if (is_same_spin(report, wait, &report->deadlock.others[i]))
            names[out->other_count++] = stuck_process(report, report->deadlock.others[i].process);
    out->others = names;
}

/* One place of the run: who else is there goes round with it. */
static void add_spin(const struct run_evidence *run, const struct waits_wait *other, const char *when,
                     struct arena *arena, struct findings *out)
{
    const struct report *report = &run->report;
    const struct report_place *place = stuck_place(report, other->stack);
    const struct report_process *process = stuck_process_of(report, other->process);
    struct finding *f = findings_add(out, arena);
    f->code = FINDING_BUSY_WAIT;
    f->severity = SEVERITY_ERROR;
    f->case_id = run->case_id;
    f->run = run->case_id ? run->run : 0;
    f->process = stuck_process(report, other->process);
    f->thread = process && process->threads > 1 ? other->thread : 0;
    add_others(report, other, arena, f);
    f->message = arena_printf(
        arena,
        "%s does not wait but goes round and round in a loop%s: each turn%s changes nothing, so it will never "
        "leave the loop by itself.%s",
        stuck_capital(arena, who(report, other, arena)), line_text(place, arena), answer_text(other, arena), when);
    f->hint = hint_of(other);
    if (place) {
        struct place *where = arena_alloc(arena, 1, sizeof *where);
        *where = place_of(place);
        f->where = where;
        f->where_count = 1;
    }
}

void standing_find(const struct run_evidence *runs, size_t count, struct arena *arena, struct findings *out)
{
    size_t first = 0, seen = 0, said = 0;
    for (size_t i = 0; i < count; i++)
        if (spins(&runs[i].report))
            first = seen++ == 0 ? i : first;
    if (seen == 0)
        return;
    const struct report *report = &runs[first].report;
    const char *when = runs_text(first, seen, count, arena);
    for (size_t i = 0; i < report->deadlock.other_count && said < SPINS_MAX; i++) {
        const struct waits_wait *other = &report->deadlock.others[i];
        bool is_known = other->turn == 0;
        for (size_t k = 0; k < i && !is_known; k++)
            is_known = is_same_spin(report, &report->deadlock.others[k], other);
        if (is_known)
            continue;
        said++;
        add_spin(&runs[first], other, when, arena, out);
    }
}
