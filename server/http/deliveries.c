/* deliveries.c -- what other services were told, and what could not be delivered: for admins. */
#include "rubrics/json.h"
#include "server/http/handlers.h"
#include "server/http/problem.h"
#include "server/http/show.h"

#include <errno.h>
#include <stdlib.h>

enum { SHOWN_MAX = 200 };

static json_t *show_delivery(struct request *request, const struct store_delivery *d)
{
    json_t *out =
        json_pack("{s:I, s:s, s:s, s:s, s:i, s:s?, s:s?, s:i, s:s}", "id", (json_int_t)d->id, "message", d->message_id,
                  "endpoint", d->endpoint, "state", d->state, "attempts", (int)d->attempts, "created",
                  show_time(request->arena, d->created_ms), "next_try", show_time(request->arena, d->next_try_ms),
                  "last_status", d->last_status, "last_error", d->last_error);
    CHECK(out);
    return out;
}

void deliveries_list(struct request *request, struct answer *answer)
{
    struct store_delivery *found = NULL;
    size_t count = 0;
    struct err e = {0};
    if (!store_delivery_list(request->store, NULL, SHOWN_MAX, request->arena, &found, &count, &e)) {
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
