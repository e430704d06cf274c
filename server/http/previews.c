/* previews.c -- what a draft of a rubric would do: asked here, found out by a worker. */
#include "server/preview.h"

#include "sandbox/base/clock.h"
#include "server/http/auth.h"
#include "server/http/handlers.h"
#include "server/http/problem.h"
#include "server/http/show.h"
#include "server/http/submit.h"
#include "server/tasks.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WAIT_DEFAULT_S = 30, RETRY_S = 10 };

static void show_task(struct request *request, struct answer *answer, const struct store_task *task)
{
    bool posted = strcmp(request->method, "POST") == 0;
    if (task->state == SUBMISSION_GRADED) {
        struct bytes shown = task->result;
        struct err e = {0};
        if (strcmp(task->kind, TASK_REPLAY) == 0 && !show_grade(request, task->result, &shown, &e))
            (void)problem_err(request, answer, &e);
        else
            answer_bytes(answer, 200, "application/json", shown);
        return;
    }
    if (task->state == SUBMISSION_COMPILE_ERROR) {
        (void)problem_answer(request, answer, PROBLEM_BAD_PREVIEW, "%s.", task->error);
        return;
    }
    if (task->state == SUBMISSION_GRADER_ERROR) {
        (void)problem_answer(request, answer, PROBLEM_BROKEN, "This failed by our fault: %s", task->error);
        return;
    }
    answer_header(answer, "Location", arena_printf(request->arena, "/v1/previews/%s", task->id));
    answer_json(request, answer, posted ? 202 : 200,
                json_pack("{s:s, s:s, s:s, s:s, s:s?}", "schema", "bothends.task/1", "id", task->id, "status",
                          submission_state_name(task->state), "progress", task->progress, "created",
                          show_time(request->arena, task->created_ms)));
}

static void again(struct request *request, struct answer *answer);

/* Answers with the result, or parks the request until it is there or until_ns. */
static void task_when_done(struct request *request, struct answer *answer, const char *id, uint64_t until_ns)
{
    struct store_task task = {0};
    struct err e = {0};
    bool found = request->store && store_task_get(request->store, id, request->arena, &task, &e);
    if (found && !auth_staff(request) && strcmp(task.owner, request->caller.id) != 0) {
        found = false;
        e.code = ERR_ABSENT; /* what is another's is not there */
    }
    if (!found) {
        (void)(e.code == ERR_ABSENT ? problem_answer(request, answer, PROBLEM_NOT_FOUND,
                                                     "There is no preview '%s'; they are kept for an hour.", id)
                                    : problem_err(request, answer, &e));
        return;
    }
    if (submission_done(task.state) || clock_ns() >= until_ns || atomic_load(&request->service->draining)) {
        show_task(request, answer, &task);
        return;
    }
    answer->kind = ANSWER_PARKED;
    answer->again = again;
    answer->watch = (struct watch){.until_done = true, .until_ns = until_ns};
    memcpy(answer->watch.id, task.id, sizeof answer->watch.id);
}

static void again(struct request *request, struct answer *answer)
{
    const struct watch watch = request->watch;
    task_when_done(request, answer, watch.id, watch.until_ns);
}

void previews_get(struct request *request, struct answer *answer)
{
    uint64_t until_ns = 0;
    if (show_wait(request, answer, &until_ns))
        task_when_done(request, answer, request->params[0], until_ns);
}

static bool refuse(struct request *request, struct answer *answer, const struct preview_fault *fault)
{
    if (fault->draft.count == 0)
        return problem_answer_with(request, answer, PROBLEM_BAD_PREVIEW,
                                   json_pack("{s:[o]}", "errors", problem_fault(fault->pointer, 0, fault->detail)),
                                   "%s", fault->detail);
    return problem_answer_with(
        request, answer, PROBLEM_BAD_RUBRIC, json_pack("{s:o}", "errors", problem_faults(&fault->draft)),
        "%zu fault%s in the draft, the first in line %u: %s", fault->draft.count, fault->draft.count == 1 ? "" : "s",
        fault->draft.items[0].line, fault->draft.items[0].detail);
}

/* The draft must be of the rubric in the path. */
static bool own_id(struct request *request, struct answer *answer, const struct rubric *draft)
{
    const struct preview_fault fault = {
        .pointer = "/rubric/id", .detail = arena_printf(request->arena, "The draft calls itself '%s'.", draft->id)};
    return strcmp(draft->id, request->params[0]) == 0 || refuse(request, answer, &fault);
}

static bool read_preview(struct request *request, struct answer *answer)
{
    struct preview preview;
    struct preview_fault fault;
    if (!preview_read(request->body, request->arena, &preview, &fault))
        return refuse(request, answer, &fault);
    return own_id(request, answer, &preview.draft) &&
           show_known(request, answer, preview.draft.id, preview.ids, preview.id_count);
}

static bool read_mutation(struct request *request, struct answer *answer)
{
    struct mutation_request mutation;
    struct preview_fault fault;
    if (!preview_read_mutation(request->body, request->arena, &mutation, &fault))
        return refuse(request, answer, &fault);
    return own_id(request, answer, &mutation.draft);
}

static void add_task(struct request *request, struct answer *answer, struct store_task *task, uint64_t until_ns)
{
    struct err e = {0};
    if (!request_query(request, "wait"))
        until_ns = clock_ns() + WAIT_DEFAULT_S * 1000000000ull;
    task->owner = request->caller.id;
    task_id_make(task->id);
    if (!store_task_add(request->store, task, &e)) {
        if (e.code == ERR_LIMIT)
            answer_header(answer, "Retry-After", arena_printf(request->arena, "%d", RETRY_S));
        (void)(e.code == ERR_LIMIT ? problem_answer(request, answer, PROBLEM_QUEUE_FULL, "%s.", e.text)
                                   : problem_err(request, answer, &e));
        return;
    }
    bell_ring(request->service->bells.work);
    task_when_done(request, answer, task->id, until_ns);
}

static void ask(struct request *request, struct answer *answer, const char *kind,
                bool (*read)(struct request *request, struct answer *answer))
{
    struct store_task task = {.kind = kind, .request = request->body};
    uint64_t until_ns = 0;
    const char *type = request_type(request);
    if (*type && strcmp(type, "application/json") != 0) {
        (void)problem_answer(request, answer, PROBLEM_UNSUPPORTED_TYPE, "This is asked for in JSON.");
        return;
    }
    if (show_wait(request, answer, &until_ns) && read(request, answer))
        add_task(request, answer, &task, until_ns);
}

void previews_make(struct request *request, struct answer *answer)
{
    ask(request, answer, TASK_PREVIEW, read_preview);
}

void previews_mutate(struct request *request, struct answer *answer)
{
    ask(request, answer, TASK_MUTATE, read_mutation);
}

static bool read_seed(struct request *request, struct answer *answer, uint64_t *out)
{
    const char *text = request_query(request, "seed");
    size_t digits = text ? strspn(text, "0123456789") : 0;
    *out = digits > 0 && digits < 19 && !text[digits] ? strtoull(text, NULL, 10) : 0;
    return *out > 0 || problem_answer(request, answer, PROBLEM_BAD_REQUEST, "seed is a number from 1 on.");
}

void previews_replay(struct request *request, struct answer *answer)
{
    struct store_submission submission = {0};
    uint64_t until_ns = 0, seed = 0;
    if (!show_find(request, answer, request->params[0], &submission))
        return;
    if (submission.grade.size == 0) {
        (void)problem_answer(request, answer, PROBLEM_STILL_GRADING, "It is %s.",
                             submission_state_name(submission.state));
        return;
    }
    if (!show_wait(request, answer, &until_ns) || !read_seed(request, answer, &seed) ||
        !submit_allowed(request, answer))
        return;
    const char *text =
        arena_printf(request->arena, "{\"submission\": \"%s\", \"seed\": %" PRIu64 "}", submission.id, seed);
    struct store_task task = {.kind = TASK_REPLAY, .request = {text, strlen(text)}};
    add_task(request, answer, &task, until_ns);
}
