/* openapi.c -- the OpenAPI 3.1 document, made of the router's table, so that it cannot tell of other calls than there
 * are. */
#include "server/http/openapi.h"

#include "rubrics/json.h"
#include "server/http/openapi_schemas.h"
#include "server/http/problem.h"
#include "server/http/router.h"

#include <stdlib.h>
#include <string.h>

enum { WORD_MAX = 64 };

static const struct {
    const char *name, *in, *schema, *description;
    bool required;
} parameters[] = {
    {"rubric", "query", "{\"type\":\"string\"}", "id of a rubric", false},
    {"wait", "query", "{\"type\":\"integer\",\"minimum\":0,\"maximum\":60}", "seconds to wait for the grade", false},
    {"attempts", "query", "{\"enum\":[\"last\",\"all\"]}", "last: the newest one of each student (default)", false},
    {"seed", "query", "{\"type\":\"integer\",\"minimum\":1}", "of a schedule, as a grade's outcomes name it", true},
    {"student", "query", "{\"type\":\"string\"}", "whose work it is; students: their own name", false},
    {"name", "query", "{\"type\":\"string\"}", "name of the file when the body is the file; default main.c", false},
    {"colour", "query", "{\"enum\":[\"0\",\"1\"]}", "0: no colours in text/plain", false},
    {"status", "query", "{\"$ref\":\"#/components/schemas/Status\"}", "only these", false},
    {"state", "query", "{\"enum\":[\"waiting\",\"delivered\",\"dead\"]}", "only these; dead: given up", false},
    {"limit", "query", "{\"type\":\"integer\",\"minimum\":1,\"maximum\":200}", "how many; default 50", false},
    {"cursor", "query", "{\"type\":\"string\"}", "next_cursor of the page before", false},
    {"Idempotency-Key", "header", "{\"type\":\"string\",\"maxLength\":200}",
     "the same key and request within 24 h give the same submission", false},
    {"If-Match", "header", "{\"type\":\"string\"}", "ETag of the version to replace", false},
    {"If-None-Match", "header", "{\"type\":\"string\"}", "ETag that is known already; * to make only what is new",
     false},
    {"X-CSRF-Token", "header", "{\"type\":\"string\"}", "with a cookie: what GET /v1/session said", false},
    {"Last-Event-ID", "header", "{\"type\":\"string\"}", "id of the last event seen", false},
    {"webhook-id", "header", "{\"type\":\"string\"}", "Standard Webhooks: the message, never taken twice", false},
    {"webhook-timestamp", "header", "{\"type\":\"string\"}", "Standard Webhooks: unix seconds, within 5 minutes",
     false},
    {"webhook-signature", "header", "{\"type\":\"string\"}", "Standard Webhooks: v1,BASE64 parted by blanks", false},
    {"X-Hub-Signature-256", "header", "{\"type\":\"string\"}", "GitHub: sha256=HEX of the body", false},
    {"X-GitHub-Delivery", "header", "{\"type\":\"string\"}", "GitHub: the delivery; its body is what is known", false},
    {"X-GitHub-Event", "header", "{\"type\":\"string\"}", "GitHub: ping is answered, the rest goes by its type", false},
    {"id", "path", "{\"type\":\"string\"}", "id", true},
    {"version", "path", "{\"type\":\"integer\",\"minimum\":1}", "number of the version", true},
    {"source", "path", "{\"type\":\"string\"}", "name of a [hook] section of the configuration", true},
};

static const struct {
    unsigned status;
    const char *text;
} statuses[] = {
    {200, "Here it is"}, {201, "Made"},        {202, "Taken: it is on disk"},
    {204, "Done"},       {304, "Not changed"}, {503, "Not ready"},
};

/* Answers that are no documents of ours: their name in the router's table, and their media types. */
static const struct {
    const char *name, *types;
} others[] = {
    {"Bytes", "application/octet-stream"},
    {"Events", "text/event-stream"},
    {"Page", "text/html text/plain"},
    {"Asset", "text/javascript text/css image/svg+xml"},
    {"Text", "text/plain"},
    {"Csv", "text/csv"},
    {"Header", "text/x-c"},
};

static json_t *read_json(const char *text)
{
    json_t *out = NULL;
    struct err e = {0};
    CHECK(json_read((struct bytes){text, strlen(text)}, &out, &e)); /* ours */
    return out;
}

/* The next word of a list parted by blanks; NULL at the end. */
static const char *next_word(const char **list, char word[static WORD_MAX])
{
    *list += strspn(*list, " ");
    size_t length = strcspn(*list, " ");
    CHECK(length < WORD_MAX);
    memcpy(word, *list, length);
    word[length] = '\0';
    *list += length;
    return length > 0 ? word : NULL;
}

static json_t *parameter(const char *name, const char *in)
{
    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++)
        if (strcmp(parameters[i].name, name) == 0 &&
            (strcmp(parameters[i].in, "path") == 0) == (strcmp(in, "path") == 0))
            return json_pack("{s:s, s:s, s:b, s:s, s:o}", "name", name, "in", parameters[i].in, "required",
                             parameters[i].required, "description", parameters[i].description, "schema",
                             read_json(parameters[i].schema));
    if (strcmp(name, "name") == 0) /* the one path parameter that a query parameter has the name of */
        return json_pack("{s:s, s:s, s:b, s:s, s:{s:s}}", "name", name, "in", "path", "required", 1, "description",
                         "name of a file; may hold slashes", "schema", "type", "string");
    err_check_failed(__FILE__, __LINE__, name); /* a parameter of the router's table has no row */
}

/* "/a/{name*}" -> "/a/{name}", with its parameters appended to list. */
static const char *path_of(const struct route *route, json_t *list, struct arena *arena)
{
    AUTO_BUF struct buf path = {0};
    for (const char *at = route->pattern; *at; at++) {
        if (*at == '{') {
            char *name = arena_copy(arena, at + 1, strcspn(at + 1, "*}"));
            CHECK(json_array_append_new(list, parameter(name, "path")) == 0);
        }
        if (*at != '*')
            buf_add(&path, at, 1);
    }
    return arena_string(arena, path.data);
}

static json_t *content(const char *type, const char *schema)
{
    if (!schema)
        return json_pack("{s:{}}", type);
    char pointer[2 * WORD_MAX];
    (void)snprintf(pointer, sizeof pointer, "#/components/schemas/%s", schema); /* fits */
    return json_pack("{s:{s:{s:s}}}", type, "schema", "$ref", pointer);
}

static void add_content(json_t *to, const char *type, const char *schema)
{
    AUTO_JSON json_t *more = content(type, schema);
    CHECK(json_object_update(to, more) == 0);
}

static json_t *body_of(enum body_kind body)
{
    json_t *types = json_object();
    switch (body) {
    case BODY_NONE:
        json_decref(types);
        return NULL;
    case BODY_SUBMISSION:
        add_content(types, "multipart/form-data", "Form");
        add_content(types, "application/json", "NewSubmission");
        add_content(types, "text/x-c", NULL);
        add_content(types, "application/zip", NULL);
        add_content(types, "application/gzip", NULL);
        break;
    case BODY_BATCH:
        add_content(types, "application/json", "NewBatch");
        break;
    case BODY_RUBRIC:
        add_content(types, "application/json", "Rubric");
        break;
    case BODY_PREVIEW:
        add_content(types, "application/json", "NewPreview");
        break;
    case BODY_REGRADE:
        add_content(types, "application/json", "NewRegrade");
        break;
    case BODY_TOKEN:
        add_content(types, "application/json", "NewToken");
        break;
    case BODY_SESSION:
        add_content(types, "application/json", "SignIn");
        break;
    case BODY_HOOK:
        add_content(types, "application/json", "HookMessage");
        break;
    }
    return json_pack("{s:b, s:o}", "required", body != BODY_REGRADE, "content", types);
}

static void add_contents(json_t *to, const char *schema)
{
    const char *types = NULL;
    char type[WORD_MAX];
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i].name, schema) == 0)
            types = others[i].types;
    if (!types)
        add_content(to, "application/json", schema);
    while (types && next_word(&types, type))
        add_content(to, type, NULL);
}

static json_t *good_answer(const struct route *route, unsigned status, const char *schema)
{
    const char *text = "";
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (statuses[i].status == status)
            text = statuses[i].text;
    json_t *answer = json_pack("{s:s}", "description", text);
    if (!schema)
        return answer;
    json_t *types = json_object();
    add_contents(types, schema);
    if ((route->gives & GIVES_TEXT) && (route->gives & GIVES_JSON))
        add_content(types, "text/plain", NULL);
    CHECK(json_object_set_new(answer, "content", types) == 0);
    return answer;
}

/* All problems that share a status, by their stable names. */
static json_t *bad_answer(unsigned status)
{
    AUTO_BUF struct buf text = {0};
    for (int i = 0; i < PROBLEM_COUNT; i++)
        if (problem_status((enum problem)i) == status)
            buf_printf(&text, "%s%s: %s", text.size ? "; " : "", problem_type((enum problem)i),
                       problem_title((enum problem)i));
    CHECK(text.size > 0);
    json_t *types = content("application/problem+json", "Problem");
    add_content(types, "text/plain", NULL); /* for whoever asks for text */
    return json_pack("{s:s, s:o}", "description", text.data, "content", types);
}

static void add_answer(json_t *answers, const struct route *route, const char *word)
{
    char status[4] = {word[0], word[1], word[2], 0};
    unsigned number = (unsigned)strtoul(status, NULL, 10);
    const char *schema = word[3] == ':' ? word + 4 : NULL;
    bool good = number < 400 || schema;
    CHECK(json_object_set_new(answers, status, good ? good_answer(route, number, schema) : bad_answer(number)) == 0);
}

static json_t *operation(const struct route *route, json_t *path_parameters)
{
    char word[WORD_MAX];
    json_t *answers = json_object();
    for (const char *list = route->answers; next_word(&list, word);)
        add_answer(answers, route, word);
    if (route->access == ACCESS_METRICS || route->access >= ACCESS_STUDENT) {
        add_answer(answers, route, "401");
        add_answer(answers, route, "403");
    }
    if (!(route->gives & GIVES_ANY))
        add_answer(answers, route, "406");
    if (strncmp(route->pattern, "/v1/", 4) == 0)
        add_answer(answers, route, "400"); /* of the query, see router_knows_query; some tell it of more */
    CHECK(json_object_set_new(answers, "default", bad_answer(500)) == 0);
    json_t *all = path_parameters;
    for (const char *list = route->parameters; next_word(&list, word);)
        CHECK(json_array_append_new(all, parameter(word, "any")) == 0);
    static const char *const who[] = {"Anyone.",
                                      "Whoever has the source's secret.",
                                      "From this machine (not through a proxy), or instructors.",
                                      "Students and up.",
                                      "Instructors and admins.",
                                      "Admins."};
    json_t *out = json_pack("{s:s, s:s, s:s, s:o, s:o}", "operationId", route->operation, "summary", route->summary,
                            "description", who[route->access], "parameters", all, "responses", answers);
    json_t *body = body_of(route->body);
    if (body)
        CHECK(json_object_set_new(out, "requestBody", body) == 0);
    if (route->access < ACCESS_STUDENT)
        CHECK(json_object_set_new(out, "security", json_array()) == 0);
    return out;
}

static json_t *paths(struct arena *arena)
{
    json_t *out = json_object();
    for (size_t i = 0; i < route_count; i++) {
        const struct route *route = &routes[i];
        json_t *list = json_array();
        const char *path = path_of(route, list, arena);
        json_t *item = json_object_get(out, path);
        if (!item) {
            item = json_object();
            CHECK(json_object_set_new(out, path, item) == 0);
        }
        char *method = arena_string(arena, route->method);
        for (char *c = method; *c; c++)
            *c = (char)(*c - 'A' + 'a');
        CHECK(json_object_set_new(item, method, operation(route, list)) == 0);
    }
    return out;
}

static json_t *schemas(void)
{
    json_t *out = json_object();
    for (size_t i = 0; i < openapi_schema_count; i++)
        CHECK(json_object_set_new(out, openapi_schemas[i].name, read_json(openapi_schemas[i].json)) == 0);
    return out;
}

struct bytes openapi_document(struct arena *arena)
{
    AUTO_JSON json_t *document =
        json_pack("{s:s, s:{s:s, s:s, s:s}, s:[{s:s}], s:[{s:[]}], s:o, s:{s:o, s:{s:{s:s, s:s}}}}", "openapi", "3.1.0",
                  "info", "title", "Bothends", "version", BOTHENDS_VERSION, "description",
                  "Grades C programs that use pipes, processes and shared values. Errors are RFC 9457 problems with "
                  "stable types; only what is no HTTP at all is refused with a short HTML page.",
                  "servers", "url", "/", "security", "token", "paths", paths(arena), "components", "schemas", schemas(),
                  "securitySchemes", "token", "type", "http", "scheme", "bearer");
    CHECK(document);
    return json_write(document, true, arena);
}
