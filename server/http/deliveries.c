/* deliveries.c -- what other services were told, and what could not be delivered: for admins. */
#include "rubrics/json.h"
#include "server/http/handlers.h"
#include "server/http/problem.h"
#include "server/http/show.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAX = 200 };

static const char *const states[] = {"waiting", "delivered", "dead"};

static bool state_ok(const char *state)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(state, states[i]) == 0)
            return true;
    return false;
}

static json_t *show_delivery(struct request *request, const struct store_delivery *d)
{
    AUTO_JSON json_t *message = NULL;
    struct err e = {0};
    CHECK(json_read(d->body, &message, &e)); /* ours */
    json_t *about = json_object_get(json_object_get(message, "data"), "id");
    json_t *out =
        json_pack("{s:I, s:s, s:s, s:s, s:i, s:s?, s:s?, s:i, s:s, s:O}", "id", (json_int_t)d->id, "message",
                  d->message_id, "endpoint", d->endpoint, "state", d->state, "attempts", (int)d->attempts, "created",
                  show_time(request->arena, d->created_ms), "next_try", show_time(request->arena, d->next_try_ms),
                  "last_status", d->last_status, "last_error", d->last_error, "submission", about);
    CHECK(out);
    return out;
}

void deliveries_list(struct request *request, struct answer *answer)
{
    const char *state = request_query(request, "state");
    struct store_delivery *found = NULL;
    size_t count = 0;
    struct err e = {0};
    if (state && !state_ok(state)) {
        (void)problem_answer(request, answer, PROBLEM_BAD_REQUEST, "state is waiting, delivered or dead.");
        return;
    }
    if (!store_delivery_list(request->store, state, SHOWN_MAX, request->arena, &found, &count, &e)) {
        (void)problem_err(request, answer, &e);
        return;
    }
    json_t *items = json_array();
    for (size_t i = 0; i < count; i++)
        CHECK(json_array_append_new(items, show_delivery(request, &found[i])) == 0);
    answer_json(request, answer, 200, json_pack("{s:o}", "items", items));
}

void deliveries_retry(struct request *request, struct answer *answer)
{
    const char *text = request->params[0];
    char *end = NULL;
    struct err e = {0};
    errno = 0;
    long long id = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || id <= 0)
        (void)err_set(&e, ERR_ABSENT, "there is no delivery '%s'", text); /* told just below */
    if (e.code == ERR_NONE && store_delivery_retry(request->store, id, &e))
        answer_bytes(answer, 204, NULL, (struct bytes){0});
    else
        (void)problem_err(request, answer, &e);
}
