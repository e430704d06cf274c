/* tokens.c -- making, listing and revoking tokens: for admins. */
#include "rubrics/json.h"
#include "sandbox/base/clock.h"
#include "server/http/handlers.h"
#include "server/http/problem.h"
#include "server/http/show.h"
#include "server/token.h"

#include <string.h>

static json_t *show_token(struct request *request, const struct store_token *token)
{
    json_t *out = json_pack("{s:s, s:s, s:s, s:s?, s:s?}", "id", token->id, "name", token->name, "role",
                            role_name(token->role), "created", show_time(request->arena, token->created_ms), "revoked",
                            show_time(request->arena, token->revoked_ms));
    CHECK(out);
    return out;
}

void tokens_list(struct request *request, struct answer *answer)
{
    struct store_token *tokens = NULL;
    size_t count = 0;
    struct err e = {0};
    if (!store_token_list(request->store, request->arena, &tokens, &count, &e)) {
        (void)problem_err(request, answer, &e);
        return;
    }
    json_t *items = json_array();
    for (size_t i = 0; i < count; i++)
        CHECK(json_array_append_new(items, show_token(request, &tokens[i])) == 0);
    answer_json(request, answer, 200, json_pack("{s:o}", "items", items));
}

void tokens_create(struct request *request, struct answer *answer)
{
    AUTO_JSON json_t *document = NULL;
    struct err e = {0};
    if (!problem_body(request, answer, "Send application/json.", &document))
        return;
    const char *fault = NULL;
    struct store_token token = {.name = json_string_value(json_object_get(document, "name")),
                                .created_ms = clock_unix_ms()};
    const char *role = json_string_value(json_object_get(document, "role"));
    if (!role || !role_parse(role, &token.role))
        fault = "/role";
    if (!token.name || !token_name_ok(token.name))
        fault = "/name";
    if (!fault && json_object_size(document) != 2)
        fault = "";
    if (fault) {
        const char *detail =
            "Send {\"name\": \"...\", \"role\": \"student|instructor|admin\"} and nothing else; a name "
            "has 1 to 128 bytes in one line, and a student's token the student's name.";
        (void)problem_answer_with(request, answer, PROBLEM_BAD_JSON,
                                  json_pack("{s:[o]}", "errors", problem_fault(fault, 0, detail)), "%s", detail);
        return;
    }
    char secret[TOKEN_SIZE], id[ID_MAX];
    token_make(secret);
    if (!token_add(request->store, secret, token.role, token.name, id, &e)) {
        (void)problem_err(request, answer, &e);
        return;
    }
    token.id = id;
    json_t *shown = show_token(request, &token);
    CHECK(json_object_set_new(shown, "token", json_string(secret)) == 0);
    answer_json(request, answer, 201, shown);
}

void tokens_revoke(struct request *request, struct answer *answer)
{
    const char *id = request->params[0];
    struct err e = {0};
    if (strcmp(id, request->caller.id) == 0)
        (void)problem_answer(request, answer, PROBLEM_OWN_TOKEN, "Use another admin token to revoke this one.");
    else if (store_token_revoke(request->store, id, &e))
        answer_bytes(answer, 204, NULL, (struct bytes){0});
    else
        (void)problem_err(request, answer, &e);
}
