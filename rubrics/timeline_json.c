/* timeline_json.c -- the steps of a run, for whoever draws a picture of it. */
#include "rubrics/documents.h"
#include "rubrics/json.h"
#include "rubrics/stuck.h"

#include <math.h>

enum { STEPS_SHOWN_MAX = 300 };

static json_t *step_begin(const struct report *report, uint64_t at_ns, uint32_t process, uint32_t thread,
                          const char *what, struct waits_stack stack)
{
    json_t *out = json_object();
    const struct report_place *place = stuck_place(report, stack);
    document_set(out, "t_ms", json_real(round((double)at_ns / 1e3) / 1e3));
    document_set(out, "process", text_document(stuck_process(report, process)));
    document_set(out, "thread", json_integer(thread));
    document_set(out, "what", text_document(what));
    document_set(
        out, "at",
        place ? place_document(&(struct place){.file = place->file, .line = place->line, .function = place->function})
              : json_null());
    return out;
}

/* Pipes are numbered in order of creation, as everywhere. */
static json_t *pipe_document(const struct report *report, int64_t object)
{
    int64_t number = 0;
    for (size_t i = 0; i < report->timeline.step_count; i++) {
        const struct timeline_step *step = &report->timeline.steps[i];
        number += step->kind == TIMELINE_PIPE;
        if (step->kind == TIMELINE_PIPE && step->object == object)
            return json_sprintf("pipe %d", (int)number);
    }
    return json_null();
}

static json_t *step_document(const struct report *report, const struct timeline_step *step)
{
    json_t *out = step_begin(report, step->at_ns, step->process, step->thread, timeline_kind_name(step->kind),
                             (struct waits_stack){step->stack_offset, step->stack_size});
    switch (step->kind) {
    case TIMELINE_FORK:
        document_set(out, "child", text_document(stuck_process(report, (uint32_t)step->code)));
        break;
    case TIMELINE_THREAD:
        document_set(out, "started", json_integer(step->code));
        break;
    case TIMELINE_EXEC:
        document_set(out, "program", text_document(step->text));
        break;
    case TIMELINE_PIPE:
        document_set(out, "pipe", pipe_document(report, step->object));
        document_set(out, "fds", json_pack("[i, i]", step->fd, (int)step->code));
        break;
    case TIMELINE_DUP:
    case TIMELINE_CLOSE:
    case TIMELINE_READ:
    case TIMELINE_WRITE:
    case TIMELINE_EOF:
        document_set(out, "fd", json_integer(step->fd));
        if (step->kind == TIMELINE_DUP)
            document_set(out, "to", json_integer(step->code));
        document_set(out, "pipe", pipe_document(report, step->object));
        document_set(out, "end", json_string(step->writes ? "write" : "read"));
        break;
    case TIMELINE_SIGNAL:
        document_set(out, "signal_name", signal_document((int)step->code));
        break;
    case TIMELINE_EXIT:
        document_set(out, "exit_code", step->fd == 0 ? json_integer(step->code) : json_null());
        document_set(out, "signal_name", signal_document(step->fd));
        break;
    case TIMELINE_KIND_COUNT:
        break;
    }
    return out;
}

static json_t *blocked_document(const struct report *report, const struct waits_wait *wait)
{
    json_t *out = step_begin(report, report->deadlock.at_ns, wait->process, wait->thread, "blocked", wait->stack);
    document_set(out, "call", text_document(stuck_call(report, wait)));
    if (wait->fd >= 0)
        document_set(out, "fd", json_integer(wait->fd));
    if (wait->on == WAIT_PIPE_DATA || wait->on == WAIT_PIPE_ROOM) {
        document_set(out, "pipe", pipe_document(report, wait->object));
        document_set(out, "end", text_document(wait->on == WAIT_PIPE_DATA ? "read" : "write"));
    }
    return out;
}

json_t *timeline_document(const struct report *report, size_t *left_out)
{
    const struct timeline *timeline = &report->timeline;
    const struct waits_deadlock *deadlock = &report->deadlock;
    json_t *out = json_array();
    bool stuck = deadlock->proved;
    for (size_t i = 0; i <= timeline->step_count; i++) {
        if (stuck && (i == timeline->step_count || timeline->steps[i].at_ns > deadlock->at_ns)) {
            for (size_t k = 0; k < deadlock->wait_count && json_array_size(out) < STEPS_SHOWN_MAX; k++)
                document_append(out, blocked_document(report, &deadlock->waits[k]));
            stuck = false;
        }
        if (i < timeline->step_count && json_array_size(out) < STEPS_SHOWN_MAX)
            document_append(out, step_document(report, &timeline->steps[i]));
    }
    size_t all = timeline->step_count + timeline->left_out + (deadlock->proved ? deadlock->wait_count : 0);
    *left_out = all - json_array_size(out);
    return out;
}
