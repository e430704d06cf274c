/* run_json.c -- the document bothends.run/1 of a report, and the same for people. */
#include "rubrics/documents.h"
#include "rubrics/grade.h"
#include "rubrics/hygiene.h"
#include "rubrics/json.h"
#include "rubrics/picture.h"
#include "rubrics/stuck.h"

#include <inttypes.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* A program that forks for its life has thousands of processes; a document of them all serves nobody. */
enum { PICTURE_COLUMNS = 98, PROCESSES_MAX = 500, ENDS_MAX = 4000, TEXT_OUTPUT_MAX = 16 * 1024 };

static json_t *optional_integer(int value, int none)
{
    return value == none ? json_null() : json_integer(value);
}

static json_t *milliseconds(uint64_t ns)
{
    return json_real(round((double)ns / 1e3) / 1e3);
}

/* Real-time signals have no names of their own. */
json_t *signal_document(int number)
{
    if (number == 0)
        return json_null();
    const char *abbreviation = sigabbrev_np(number);
    return abbreviation ? json_sprintf("SIG%s", abbreviation) : json_sprintf("signal %d", number);
}

/* How many times bytes_document puts U+FFFD where something else stood. */
static size_t replaced_count(struct bytes data)
{
    size_t replaced = 0;
    while (data.size > 0) {
        size_t length = bytes_utf8(data);
        if (length == 0 || data.data[0] == '\0')
            replaced++;
        length = length > 0 ? length : 1;
        data.data += length;
        data.size -= length;
    }
    return replaced;
}

static json_t *stream_document(const struct report_stream *stream)
{
    json_t *out = json_object();
    document_set(out, "text", bytes_document(stream->data));
    document_set(out, "bytes", json_integer((json_int_t)stream->bytes));
    document_set(out, "truncated", json_boolean(stream->truncated));
    size_t replaced = replaced_count(stream->data);
    if (replaced > 0)
        document_set(out, "replaced_bytes", json_integer((json_int_t)replaced));
    return out;
}

static json_t *stack_document(const struct report *report, struct waits_stack stack)
{
    const struct report_place *place = stuck_place(report, stack);
    if (!place)
        return json_null();
    return place_document(&(struct place){.file = place->file, .line = place->line, .function = place->function});
}

static const char *why_text(const struct waits_wait *wait, const struct waits_holder *holder, struct arena *arena)
{
    if (waits_is_copied_lock(wait))
        return "had the lock at the fork()";
    if (wait->lock == WORD_MUTEX || wait->on == WAIT_LOCK)
        return holder->has_ended ? "ended with the lock" : "has the lock";
    if (wait->lock == WORD_JOIN)
        return "has not ended";
    if (holder->fd < 0)
        return "is a child that has not ended";
    if (wait->on == WAIT_SOCKET)
        return arena_printf(arena, "still holds the other end as fd %d", holder->fd);
    return arena_printf(arena, "still holds the %s end as fd %d",
                        wait->on == WAIT_PIPE_DATA || wait->on == WAIT_FDS ? "write" : "read", holder->fd);
}

static json_t *wait_document(const struct report *report, const struct waits_wait *wait, struct arena *arena)
{
    json_t *out = json_object(), *waits_for = json_array();
    document_set(out, "process", text_document(stuck_process(report, wait->process)));
    document_set(out, "thread", json_integer(wait->thread));
    document_set(out, "call", text_document(wait_call_name(wait->call)));
    document_set(out, "called", text_document(stuck_call(report, wait)));
    document_set(out, "on", text_document(stuck_pipe(report, wait->object, arena)));
    document_set(out, "fd", optional_integer(wait->fd, -1));
    document_set(out, "at", stack_document(report, wait->stack));
    if (wait->word != 0)
        document_set(out, "lock", text_document(stuck_lock(report, wait)));
    for (size_t i = 0; i < wait->holder_count; i++) {
        const struct waits_holder *holder = &wait->holders[i];
        json_t *item = json_object();
        document_set(item, "process", text_document(stuck_process(report, holder->process)));
        if (holder->thread > 0)
            document_set(item, "thread", json_integer(holder->thread));
        document_set(item, "why", text_document(why_text(wait, holder, arena)));
        const struct report_taken *taken = stuck_taken(report, wait, holder);
        if (taken)
            document_set(item, "taken_at", place_document(&(struct place){.file = taken->file, .line = taken->line}));
        document_append(waits_for, item);
    }
    document_set(out, "waits_for", waits_for);
    return out;
}

/* What else there was when a limit of time ended the run. */
static json_t *others_document(const struct report *report)
{
    json_t *out = json_array();
    for (size_t i = 0; i < report->deadlock.other_count; i++) {
        const struct waits_wait *other = &report->deadlock.others[i];
        json_t *item = json_object();
        document_set(item, "process", text_document(stuck_process(report, other->process)));
        document_set(item, "thread", json_integer(other->thread));
        document_set(item, "state",
                     text_document(other->turn > 0          ? "spins"
                                   : other->on == WAIT_TIME ? "sleeps"
                                   : other->call < 0        ? "runs"
                                                            : "waits"));
        document_set(item, "call", text_document(other->call < 0 ? NULL : stuck_call(report, other)));
        document_set(item, "at", stack_document(report, other->stack));
        document_append(out, item);
    }
    return out;
}

/* The ends whose closing would let the reader go on, used by their process or not. */
static json_t *culprits_document(const struct report *report, const struct waits_deadlock *deadlock,
                                 struct arena *arena)
{
    json_t *out = json_array();
    for (size_t i = 0; i < deadlock->culprit_count; i++) {
        json_t *item = json_object();
        document_set(item, "process", text_document(stuck_process(report, deadlock->culprits[i].process)));
        document_set(item, "fd", json_integer(deadlock->culprits[i].fd));
        document_set(item, "pipe", text_document(stuck_pipe(report, deadlock->culprit_object, arena)));
        document_set(item, "end", json_string("write"));
        document_append(out, item);
    }
    return out;
}

json_t *deadlock_document(const struct report *report)
{
    if (!report->deadlock.proved)
        return json_null();
    AUTO_ARENA struct arena *arena = arena_make();
    const struct waits_deadlock deadlock = stuck_in_order(report, &report->deadlock, arena);
    json_t *out = json_object(), *waits = json_array();
    document_set(out, "proven_ms", milliseconds(deadlock.at_ns));
    document_set(out, "kind", text_document(deadlock_kind_name(stuck_kind(report))));
    for (size_t i = 0; i < deadlock.wait_count; i++)
        document_append(waits, wait_document(report, &deadlock.waits[i], arena));
    document_set(out, "waits", waits);
    document_set(out, "culprits", culprits_document(report, &deadlock, arena));
    return out;
}

static json_t *forked_at(const struct report *report, uint32_t process)
{
    for (size_t i = 0; i < report->ledger.fork_count; i++)
        if (report->ledger.forks[i].process == process)
            return stack_document(report, report->ledger.forks[i].stack);
    return json_null();
}

static json_t *process_document(const struct report *report, const struct report_process *process)
{
    static const char *const ended_by[] = {
        [ENDED_ITSELF] = "itself", [ENDED_BY_SIGNAL] = "signal", [ENDED_BY_GRADER] = "grader", [ENDED_NOT] = NULL};
    json_t *out = json_object();
    document_set(out, "name", text_document(process->name));
    document_set(out, "parent", text_document(process->parent < 0 ? NULL : report->processes[process->parent].name));
    document_set(out, "exit_code", optional_integer(process->exit_code, -1));
    document_set(out, "signal", optional_integer(process->signal, 0));
    document_set(out, "signal_name", signal_document(process->signal));
    document_set(out, "ended_by", text_document(ended_by[process->ended_by]));
    document_set(out, "program", text_document(*process->program ? process->program : NULL));
    document_set(out, "threads", json_integer(process->threads));
    document_set(out, "forked_at", forked_at(report, process->id));
    if (process->ended_by == ENDED_BY_SIGNAL && process->hit_at.size > 0)
        document_set(out, "crashed_at", stack_document(report, process->hit_at));
    return out;
}

static json_t *file_document(const struct report_file *file)
{
    static const char *const fates[FILE_FATE_COUNT] = {[FILE_COPIED] = "copied",
                                                       [FILE_ABSENT] = "absent",
                                                       [FILE_NOT_REGULAR] = "not_regular",
                                                       [FILE_TOO_BIG] = "too_big",
                                                       [FILE_UNREADABLE] = "unreadable"};
    json_t *out = json_object();
    document_set(out, "name", text_document(file->name));
    document_set(out, "fate", text_document(fates[file->fate]));
    document_set(out, "bytes", json_integer((json_int_t)file->data.size));
    return out;
}

static json_t *isolation_document(const struct report *report)
{
    json_t *out = json_object();
    json_t *layers = json_array();
    document_set(out, "level", text_document(isolation_name(report->isolation)));
    for (unsigned i = 0; i < LAYER_COUNT; i++)
        if (report->layers >> i & 1)
            document_append(layers, text_document(layer_name((enum layer)i)));
    document_set(out, "layers", layers);
    return out;
}

struct order { /* of ends: by pipe, then process, then fd */
    const struct report *report;
    const struct fds_row *rows;
};

static int by_end(const void *a, const void *b, void *context)
{
    const struct order *order = context;
    const struct fds_row *x = &order->rows[*(const size_t *)a], *y = &order->rows[*(const size_t *)b];
    if (x->object != y->object)
        return x->object < y->object ? -1 : 1;
    int process = hygiene_order(order->report, x->process, y->process);
    if (process != 0)
        return process;
    return x->fd != y->fd ? (x->fd < y->fd ? -1 : 1) : *(const size_t *)a < *(const size_t *)b ? -1 : 1;
}

static json_t *end_document(const struct report *report, const struct fds_row *row)
{
    static const char *const closed_by[] = {
        [FDS_OPEN] = NULL, [FDS_BY_CLOSE] = "close", [FDS_BY_DUP2] = "dup2", [FDS_BY_EXEC] = "exec"};
    json_t *out = json_object();
    document_set(out, "process", text_document(stuck_process(report, row->process)));
    document_set(out, "end", text_document(hygiene_end_name(row->end)));
    document_set(out, "fd", json_integer(row->fd));
    document_set(out, "from", text_document(fds_from_name(row->from)));
    document_set(out, "from_fd", optional_integer(row->from_fd, -1));
    document_set(out, "used", json_boolean(row->used));
    if (row->unseen)
        document_set(out, "unseen", json_true());
    document_set(out, "closed_at", stack_document(report, row->closed_at));
    document_set(out, "closed_by", text_document(closed_by[row->closed]));
    document_set(out, "opened_ms", milliseconds(row->made_ns));
    document_set(out, "closed_ms", row->closed_ns > 0 ? milliseconds(row->closed_ns) : json_null());
    document_set(out, "open_at_exit", json_boolean(row->closed == FDS_OPEN));
    return out;
}

static json_t *pipes_document(const struct report *report)
{
    AUTO_ARENA struct arena *arena = arena_make();
    const struct fds_ledger *ledger = &report->ledger;
    size_t *ends = arena_alloc(arena, ledger->row_count + 1, sizeof *ends), count = 0, at = 0;
    for (size_t i = 0; i < ledger->row_count; i++)
        if (ledger->rows[i].end != FDS_NO_END)
            ends[count++] = i;
    qsort_r(ends, count, sizeof *ends, by_end, &(struct order){report, ledger->rows});
    json_t *out = json_array();
    for (size_t i = 0; i < ledger->object_count; i++) {
        const struct fds_object *object = &ledger->objects[i];
        json_t *item = json_object(), *list = json_array();
        const char *kind = object->kind == FD_PIPE ? "pipe" : object->kind == FD_FIFO ? "fifo" : "socketpair";
        document_set(item, "name", text_document(hygiene_object(object, arena)));
        document_set(item, "kind", text_document(kind));
        document_set(item, "created_at", stack_document(report, object->made_at));
        for (; at < count && ledger->rows[ends[at]].object == i; at++)
            if (at < ENDS_MAX)
                document_append(list, end_document(report, &ledger->rows[ends[at]]));
        document_set(item, "ends", list);
        document_append(out, item);
    }
    return out;
}

static int by_name(const void *a, const void *b, void *context)
{
    const struct report *report = context;
    return hygiene_order(report, report->processes[*(const size_t *)a].id, report->processes[*(const size_t *)b].id);
}

/* By name, for who of two processes forks first may be chance: its children's names are not. */
static json_t *processes_document(const struct report *report, size_t shown)
{
    AUTO_ARENA struct arena *arena = arena_make();
    size_t *order = arena_alloc(arena, report->process_count + 1, sizeof *order);
    json_t *out = json_array();
    for (size_t i = 0; i < report->process_count; i++)
        order[i] = i;
    qsort_r(order, report->process_count, sizeof *order, by_name, (void *)(uintptr_t)report);
    for (size_t i = 0; i < shown; i++)
        document_append(out, process_document(report, &report->processes[order[i]]));
    return out;
}

static void add_lists(json_t *out, const struct report *report, const struct findings *findings)
{
    json_t *files = json_array(), *found = json_array();
    size_t shown = report->process_count < PROCESSES_MAX ? report->process_count : PROCESSES_MAX;
    for (size_t i = 0; i < report->file_count; i++)
        document_append(files, file_document(&report->files[i]));
    for (size_t i = 0; findings && i < findings->count; i++)
        document_append(found, finding_document(&findings->items[i]));
    document_set(out, "processes", processes_document(report, shown));
    if (shown < report->process_count)
        document_set(out, "processes_left_out", json_integer((json_int_t)(report->process_count - shown)));
    document_set(out, "files", files);
    document_set(out, "pipes", pipes_document(report));
    document_set(out, "deadlock", deadlock_document(report));
    if (report->deadlock.other_count > 0)
        document_set(out, "at_the_limit", others_document(report));
    document_set(out, "findings", found);
    size_t left_out = 0;
    document_set(out, "timeline", timeline_document(report, &left_out));
    if (left_out > 0)
        document_set(out, "timeline_left_out", json_integer((json_int_t)left_out));
}

json_t *run_document(const struct report *report, const struct findings *findings)
{
    json_t *out = json_object();
    document_set(out, "schema", text_document("bothends.run/1"));
    document_set(out, "outcome", text_document(outcome_name(report->outcome)));
    document_set(out, "exit_code", optional_integer(report->exit_code, -1));
    document_set(out, "signal", optional_integer(report->signal, 0));
    document_set(out, "signal_name", signal_document(report->signal));
    document_set(out, "forbidden_call", text_document(report->forbidden_call));
    document_set(out, "wall_ms", milliseconds(report->wall_ns));
    document_set(out, "cpu_ms", milliseconds(report->cpu_ns));
    document_set(out, "peak_memory_kib", json_integer((json_int_t)report->peak_memory_kib));
    document_set(out, "stdout", stream_document(&report->out));
    document_set(out, "stderr", stream_document(&report->err));
    add_lists(out, report, findings);
    document_set(out, "isolation", isolation_document(report));
    if (report->lost_events > 0)
        document_set(out, "lost_events", json_integer((json_int_t)report->lost_events));
    return out;
}

struct bytes run_json(const struct report *report, const struct findings *findings, bool indent, struct arena *arena)
{
    AUTO_JSON json_t *document = run_document(report, findings);
    return json_write(document, indent, arena);
}

/* --- for people ------------------------------------------------------------------------------------------------- */

struct page {
    struct buf text;
    bool colour;
};

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static void add_styled(struct page *page, const char *style, const char *text)
{
    if (page->colour)
        buf_printf(&page->text, "\033[%sm", style);
    buf_add_printable(&page->text, text, strlen(text));
    if (page->colour)
        buf_add_string(&page->text, "\033[0m");
}

/* "exited with 7", "killed by SIGSEGV", "killed by the grader". */
static void add_ending(struct page *page, const json_t *process)
{
    const char *signal = text_at(process, "signal_name");
    if (strcmp(text_at(process, "ended_by"), "grader") == 0)
        buf_add_string(&page->text, "killed by the grader");
    else if (*signal)
        buf_printf(&page->text, "killed by %s", signal);
    else if (json_is_integer(json_object_get(process, "exit_code")))
        buf_printf(&page->text, "exited with %" JSON_INTEGER_FORMAT,
                   json_integer_value(json_object_get(process, "exit_code")));
    else
        buf_add_string(&page->text, "end not known");
}

static void add_headline(struct page *page, const json_t *run)
{
    static const struct {
        const char *outcome, *said;
    } rows[] = {
        {"deadlock", "deadlock: it would wait for ever"},
        {"cpu_limit", "ended by the grader: it used all its CPU time"},
        {"wall_limit", "ended by the grader: it did not end in time"},
        {"memory_limit", "ended by the grader: it used too much memory"},
        {"process_limit", "ended by the grader: it made too many processes"},
        {"output_limit", "ended by the grader: it wrote too much"},
        {"forbidden_call", "ended by the grader: it made a call that is not allowed here"},
    };
    const char *outcome = text_at(run, "outcome");
    const char *said = outcome;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(outcome, rows[i].outcome) == 0)
            said = rows[i].said;
    bool well = strcmp(outcome, "exited") == 0;
    if (page->colour)
        buf_add_string(&page->text, well ? "\033[1m" : "\033[1;31m");
    if (well || strcmp(outcome, "signaled") == 0)
        add_ending(page, run);
    else
        buf_add_printable(&page->text, said, strlen(said));
    if (page->colour)
        buf_add_string(&page->text, "\033[0m");
    const char *call = text_at(run, "forbidden_call");
    if (*call) {
        buf_add_string(&page->text, ": ");
        buf_add_printable(&page->text, call, strlen(call));
    }
    buf_printf(&page->text, "\n%.1f ms, %.1f ms of CPU, %.1f MiB of memory at most\n",
               json_number_value(json_object_get(run, "wall_ms")), json_number_value(json_object_get(run, "cpu_ms")),
               json_number_value(json_object_get(run, "peak_memory_kib")) / 1024);
}

static void add_processes(struct page *page, const json_t *processes)
{
    size_t i;
    const json_t *process;
    buf_add_string(&page->text, "\n");
    add_styled(page, "1", "Processes");
    buf_add_string(&page->text, "\n");
    json_array_foreach(processes, i, process)
    {
        json_int_t threads = json_integer_value(json_object_get(process, "threads"));
        buf_printf(&page->text, "  %-12s ", text_at(process, "name"));
        add_ending(page, process);
        if (threads > 1)
            buf_printf(&page->text, ", %" JSON_INTEGER_FORMAT " threads", threads);
        buf_add_string(&page->text, "\n");
    }
}

static void add_picture(struct page *page, const char *name, struct bytes picture)
{
    if (picture.size == 0)
        return;
    buf_add_string(&page->text, "\n");
    add_styled(page, "1", name);
    buf_add_string(&page->text, "\n");
    for (size_t at = 0; at < picture.size;) {
        const char *end = memchr(picture.data + at, '\n', picture.size - at);
        size_t length = end ? (size_t)(end - picture.data) - at : picture.size - at;
        buf_add_string(&page->text, "  ");
        buf_add(&page->text, picture.data + at, length);
        buf_add_string(&page->text, "\n");
        at += length + 1;
    }
}

/* Each line of it behind a bar, so that nothing a program prints looks like our words. */
static void add_stream(struct page *page, const char *name, const json_t *stream)
{
    const char *text = text_at(stream, "text");
    size_t size = strnlen(text, TEXT_OUTPUT_MAX);
    if (size == 0)
        return;
    while (text[size] != '\0' && ((unsigned char)text[size] & 0xc0) == 0x80)
        size--; /* not in the middle of a character */
    buf_add_string(&page->text, "\n");
    add_styled(page, "1", name);
    buf_printf(&page->text, " (%" JSON_INTEGER_FORMAT " bytes%s)\n",
               json_integer_value(json_object_get(stream, "bytes")),
               json_is_true(json_object_get(stream, "truncated")) ? ", not all of them kept" : "");
    for (size_t at = 0; at < size;) {
        const char *end = memchr(text + at, '\n', size - at);
        size_t length = end ? (size_t)(end - text) - at : size - at;
        buf_add_string(&page->text, "  | ");
        buf_add_printable(&page->text, text + at, length);
        buf_add_string(&page->text, "\n");
        at += length + 1;
    }
    if (text[size] != '\0')
        buf_add_string(&page->text, "  ... the rest is in the JSON report\n");
}

static void add_findings(struct page *page, const json_t *findings)
{
    size_t i;
    const json_t *finding;
    if (json_array_size(findings) > 0)
        buf_add_string(&page->text, "\n");
    json_array_foreach(findings, i, finding)
    {
        const char *hint = text_at(finding, "hint");
        add_styled(page, "1;33", text_at(finding, "severity"));
        buf_add_string(&page->text, ": ");
        add_styled(page, "0", text_at(finding, "message"));
        buf_add_string(&page->text, *hint ? "\n  " : "\n");
        if (*hint) {
            add_styled(page, "0", hint);
            buf_add_string(&page->text, "\n");
        }
    }
}

struct bytes run_text(struct bytes run_json, bool colour, struct arena *arena, struct err *e)
{
    AUTO_JSON json_t *run = NULL;
    if (!json_read(run_json, &run, e))
        return (struct bytes){0};
    if (strcmp(text_at(run, "schema"), "bothends.run/1") != 0) {
        (void)err_set(e, ERR_SYSTEM, "this is no run report"); /* an empty answer says false here */
        return (struct bytes){0};
    }
    struct page page = {.colour = colour};
    add_headline(&page, run);
    add_processes(&page, json_object_get(run, "processes"));
    add_picture(&page, "Who waits for whom",
                picture_waits(json_object_get(json_object_get(run, "deadlock"), "waits"), PICTURE_COLUMNS, arena));
    add_picture(&page, "What happened (:line)", picture_sequence(run, PICTURE_COLUMNS, arena));
    add_stream(&page, "stdout", json_object_get(run, "stdout"));
    add_stream(&page, "stderr", json_object_get(run, "stderr"));
    add_findings(&page, json_object_get(run, "findings"));
    buf_printf(&page.text, "\nisolation: %s\n", text_at(json_object_get(run, "isolation"), "level"));
    struct bytes out = {arena_copy(arena, page.text.data, page.text.size), page.text.size};
    buf_free(&page.text);
    return out;
}
