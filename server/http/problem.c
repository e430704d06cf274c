/* problem.c -- what went wrong, as RFC 9457 application/problem+json (or text for whoever asks for text). */
#include "server/http/problem.h"

#include "server/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    unsigned status;
    const char *type, *title;
} rows[PROBLEM_COUNT] = {
#define PROBLEM(name, status, text, title) [PROBLEM_##name] = {status, text, title},
    PROBLEMS(PROBLEM)
#undef PROBLEM
};

unsigned problem_status(enum problem problem)
{
    return rows[problem].status;
}

const char *problem_type(enum problem problem)
{
    return rows[problem].type;
}

const char *problem_title(enum problem problem)
{
    return rows[problem].title;
}

json_t *problem_fault(const char *pointer, unsigned line, const char *detail)
{
    json_t *fault = json_pack("{s:s, s:s}", "pointer", pointer, "detail", detail);
    CHECK(fault);
    if (line > 0)
        CHECK(json_object_set_new(fault, "line", json_integer(line)) == 0);
    return fault;
}

/* One line for each fault, so that a terminal shows them too. */
static struct bytes as_text(const struct request *request, const json_t *document)
{
    AUTO_BUF struct buf out = {0};
    buf_printf(&out, "error: %s\n%s\n", json_string_value(json_object_get(document, "title")),
               json_string_value(json_object_get(document, "detail")));
    size_t i;
    json_t *fault;
    json_array_foreach(json_object_get(document, "errors"), i, fault)
        buf_printf(&out, "  %s: %s\n", json_string_value(json_object_get(fault, "pointer")),
                   json_string_value(json_object_get(fault, "detail")));
    return (struct bytes){arena_copy(request->arena, out.data, out.size), out.size};
}

static void answer_problem(struct request *request, struct answer *answer, enum problem problem, json_t *more,
                           const char *detail)
{
    AUTO_BUF struct buf shown = {0};
    buf_add_printable(&shown, detail, strlen(detail));
    char address[96];
    (void)snprintf(address, sizeof address, "https://bothends.dev/problems/%s", rows[problem].type); /* fits */
    AUTO_JSON json_t *document =
        json_pack("{s:s, s:s, s:i, s:s, s:s}", "type", address, "title", rows[problem].title, "status",
                  (int)rows[problem].status, "detail", shown.data, "request_id", request->id);
    CHECK(document);
    if (more) {
        CHECK(json_object_update(document, more) == 0);
        json_decref(more);
    }
    answer->kind = ANSWER_WHOLE;
    if (problem == PROBLEM_UNAUTHORIZED)
        answer_header(answer, "WWW-Authenticate", "Bearer realm=\"bothends\"");
    if (request_wants_text(request))
        answer_bytes(answer, rows[problem].status, "text/plain; charset=utf-8", as_text(request, document));
    else
        answer_bytes(answer, rows[problem].status, "application/problem+json",
                     json_write(document, true, request->arena));
}

__attribute__((format(printf, 2, 0))) static const char *format_detail(struct request *request, const char *format,
                                                                       va_list args)
{
    char text[1024];
    (void)vsnprintf(text, sizeof text, format, args); /* cut is fine: what is long came from the client */
    return arena_string(request->arena, text);
}

bool problem_answer(struct request *request, struct answer *answer, enum problem problem, const char *detail, ...)
{
    va_list args;
    va_start(args, detail);
    const char *text = format_detail(request, detail, args);
    va_end(args);
    answer_problem(request, answer, problem, NULL, text);
    return false;
}

bool problem_answer_with(struct request *request, struct answer *answer, enum problem problem, json_t *more,
                         const char *detail, ...)
{
    va_list args;
    va_start(args, detail);
    const char *text = format_detail(request, detail, args);
    va_end(args);
    answer_problem(request, answer, problem, more, text);
    return false;
}

bool problem_body(struct request *request, struct answer *answer, const char *only, json_t **out)
{
    struct err e = {0};
    if (strcmp(request_type(request), "application/json") != 0)
        return problem_answer(request, answer, PROBLEM_UNSUPPORTED_TYPE, "%s", only);
    return json_read(request->body, out, &e) || problem_answer(request, answer, PROBLEM_BAD_JSON, "%s", e.text);
}

bool problem_err(struct request *request, struct answer *answer, const struct err *e)
{
    if (e->code == ERR_ABSENT)
        return problem_answer(request, answer, PROBLEM_NOT_FOUND, "There is nothing by that name.");
    log_line(LOG_LEVEL_ERROR, "request failed", "request_id", request->id, "error", e->text, NULL);
    return problem_answer(request, answer, PROBLEM_BROKEN, "It is logged under request id %s. Try again.", request->id);
}

json_t *problem_faults(const struct rubric_errors *errors)
{
    json_t *list = json_array();
    for (size_t i = 0; i < errors->count; i++) {
        const struct rubric_error *error = &errors->items[i];
        json_t *fault = problem_fault(error->pointer, error->line, error->detail);
        CHECK(json_object_set_new(fault, "column", json_integer(error->column)) == 0);
        CHECK(json_array_append_new(list, fault) == 0);
    }
    return list;
}
