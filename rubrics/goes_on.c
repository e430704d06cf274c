/* goes_on.c -- what a child does in place of its parent: after an exec that failed, with text that waited. */
#include "rubrics/goes_on.h"

#include "rubrics/hygiene.h"
#include "rubrics/stuck.h"
#include "sandbox/base/buf.h"

#include <inttypes.h>
#include <string.h>

/* " at line 21", and adds that line to the finding; "" when it is not known. */
static const char *at_line(const struct report *report, struct waits_stack stack, struct finding *f,
                           struct arena *arena)
{
    const struct report_place *place = stuck_place(report, stack);
    struct place *where = arena_alloc(arena, 1, sizeof *where);
    if (!place)
        return "";
    *where = (struct place){.file = place->file, .line = place->line, .function = place->function};
    f->where = where;
    f->where_count = 1;
    return arena_printf(arena, " at line %" PRIu32, place->line);
}

static struct finding *begin(struct findings *out, enum finding_code code, const struct report_process *process,
                             struct arena *arena)
{
    struct finding *f = findings_add(out, arena);
    f->code = code;
    f->severity = SEVERITY_NOTE;
    f->process = process->name;
    return f;
}

/* Who says by its status that it failed did what should be done. */
static bool goes_on_after_exec(const struct report_process *process)
{
    return process->no_exec.program &&
           ((process->ended_by == ENDED_ITSELF && process->exit_code == 0) || process->ended_by == ENDED_BY_GRADER);
}

static void tell_no_exec(const struct report *report, const struct report_process *process, struct arena *arena,
                         struct findings *out)
{
    const struct report_no_exec *failed = &process->no_exec;
    const bool is_ended = process->ended_by == ENDED_ITSELF;
    if (!goes_on_after_exec(process))
        return;
    struct finding *f = begin(out, FINDING_EXEC_FAILED, process, arena);
    const struct report_place *place = stuck_place(report, failed->at);
    AUTO_BUF struct buf program = {0};
    buf_add_printable(&program, failed->program, strlen(failed->program));
    f->message = arena_printf(
        arena, "%s called %s() to run \"%s\"%s, which failed (%s); it went on behind that call %s.",
        stuck_capital(arena, stuck_plain(report, process->id)), place && *place->called ? place->called : "exec",
        program.data ? program.data : "", at_line(report, failed->at, f, arena), strerror(failed->error),
        is_ended ? "and ended with status 0" : "until it was stopped");
    f->hint = "exec returns only when it has failed: put perror() and _exit(127) right behind it. Else a child does "
              "what its parent was to do, and nobody sees by its status that it failed.";
}

/* In the text of an event a '?' stands for whatever is no plain character, too. */
static bool stands_at(const char *at, const char *text)
{
    for (; *text; text++, at++)
        if (*text != '?' && *text != *at)
            return false;
    return true;
}

static size_t count_in(struct bytes all, const char *text)
{
    size_t count = 0, size = strlen(text);
    for (const char *at = all.data, *end = at + all.size; (size_t)(end - at) >= size;) {
        bool is_it = stands_at(at, text);
        count += is_it;
        at += is_it ? size : 1;
    }
    return count;
}

/* " into pipe 1, its stdout,": where what it prints goes; NULL: to where what its parent prints goes. */
static const char *into_pipe(const struct report *report, const struct report_process *process, struct arena *arena)
{
    const struct fds_ledger *ledger = &report->ledger;
    for (size_t i = 0; i < ledger->row_count; i++) {
        const struct fds_row *row = &ledger->rows[i];
        if (row->process == process->id && row->fd == 1 && row->from == FDS_FROM_DUP && row->end != FDS_NO_END)
            return arena_printf(arena, " into %s, its stdout,", hygiene_object(&ledger->objects[row->object], arena));
    }
    return NULL;
}

static void tell_echo(const struct report *report, const struct report_process *process, struct arena *arena,
                      struct findings *out)
{
    const char *text = process->echo;
    if (!text || text[strspn(text, "?")] == 0)
        return;
    const char *where = count_in(report->out.data, text) < 2 ? into_pipe(report, process, arena) : ",";
    if (!where)
        return;
    struct finding *f = begin(out, FINDING_OUTPUT_DOUBLED, process, arena);
    struct waits_stack stack = {0};
    for (size_t i = 0; i < report->ledger.fork_count; i++)
        if (report->ledger.forks[i].process == process->id)
            stack = report->ledger.forks[i].stack;
    AUTO_BUF struct buf shown = {0};
    text += strspn(text, "?");
    buf_add_printable(&shown, text, strcspn(text, "?"));
    f->message = arena_printf(
        arena, "\"%s\" was still in the buffer of stdout at the fork()%s, and %s printed its copy of that%s too.",
        shown.data ? shown.data : "", at_line(report, stack, f, arena), stuck_plain(report, process->id), where);
    f->hint = "Call fflush(stdout) before fork(), or end the child with _exit(), which does not flush. In a terminal "
              "each line is sent at its end, so there it may not show; into a pipe or a file it does.";
}

const char *goes_on_first(const struct report *report, uint32_t id, struct arena *arena)
{
    const struct report_process *process = stuck_process_of(report, id);
    while (process && process->parent >= 0 && !goes_on_after_exec(process))
        process = &report->processes[process->parent];
    const struct report_place *place = process ? stuck_place(report, process->no_exec.at) : NULL;
    if (!process || process->parent < 0 || !place)
        return "";
    return arena_printf(arena,
                        "Mend this first: %s() at line %" PRIu32 " failed, and %s went on behind it: put "
                        "_exit(127) there. ",
                        *place->called ? place->called : "exec", place->line, stuck_plain(report, process->id));
}

void goes_on_tell(const struct report *report, uint32_t id, struct arena *arena, struct findings *out)
{
    const struct report_process *process = stuck_process_of(report, id);
    if (!process || *stuck_executed(report, id))
        return;
    tell_no_exec(report, process, arena, out);
    tell_echo(report, process, arena, out);
}
