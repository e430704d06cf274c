/* headers.c -- which headers a request may have, and which contradict each other. */
#include "server/http/headers.h"

#include "server/http/problem.h"

#include <string.h>
#include <strings.h>

size_t headers_count(const struct fields *headers, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < headers->count; i++)
        count += strcasecmp(headers->items[i].name, name) == 0;
    return count;
}

#define LETTERS_AND_DIGITS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

/* RFC 9110, 5.6.2. The library keeps the blank of "Host : x" in the name. */
static bool is_token(const char *text)
{
    size_t size = strspn(text, LETTERS_AND_DIGITS "!#$%&'*+-.^_`|~");
    return size > 0 && text[size] == '\0';
}

/* RFC 9110, 7.2: uri-host [":" port], which may be empty. */
static bool is_host(const char *text)
{
    const char *bracket = strrchr(text, ']'), *port = strchr(bracket ? bracket : text, ':');
    size_t size = strspn(text, LETTERS_AND_DIGITS "-._~%!$&'()*+,;=:[]");
    return text[size] == '\0' && (!port || port[1 + strspn(port + 1, "0123456789")] == '\0');
}

/* Blanks around a value are none of it (RFC 9110, 5.5); the library leaves those behind it. */
static const char *without_end(const char *value, struct arena *arena)
{
    size_t size = strlen(value);
    while (size > 0 && strchr(" \t", value[size - 1]))
        size--;
    return value[size] ? arena_copy(arena, value, size) : value;
}

bool headers_ok(struct request *request, const char *version, struct answer *answer)
{
    static const char *const single[] = {"Content-Length",    "Transfer-Encoding",   "Host",       "Authorization",
                                         "Content-Type",      "Idempotency-Key",     "If-Match",   "If-None-Match",
                                         "Content-Encoding",  "X-Hub-Signature-256", "webhook-id", "webhook-signature",
                                         "webhook-timestamp", "X-GitHub-Delivery",   "Cookie",     "X-CSRF-Token"};
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        if (headers_count(&request->headers, single[i]) > 1)
            return problem_answer(request, answer, PROBLEM_AMBIGUOUS_HEADERS, "The header %s comes more than once.",
                                  single[i]);
    for (size_t i = 0; i < request->headers.count; i++) {
        struct field *header = &request->headers.items[i];
        header->value = without_end(header->value, request->arena);
        if (!is_token(header->name))
            return problem_answer(request, answer, PROBLEM_AMBIGUOUS_HEADERS, "'%s' is no name of a header.",
                                  header->name);
        if (strchr(header->value, '\r'))
            return problem_answer(request, answer, PROBLEM_AMBIGUOUS_HEADERS, "In %s there is an end of a line.",
                                  header->name);
    }
    const char *coding = request_header(request, "Transfer-Encoding");
    const char *length = request_header(request, "Content-Length");
    if (coding && length)
        return problem_answer(request, answer, PROBLEM_AMBIGUOUS_HEADERS,
                              "Content-Length and Transfer-Encoding exclude each other.");
    if (coding && strcasecmp(coding, "chunked") != 0)
        return problem_answer(request, answer, PROBLEM_NOT_CODING, "Only 'chunked' is understood.");
    if (length && (!*length || strspn(length, "0123456789") != strlen(length)))
        return problem_answer(request, answer, PROBLEM_AMBIGUOUS_HEADERS, "Content-Length is no number.");
    const char *host = request_header(request, "Host");
    if (strcmp(version, "HTTP/1.1") == 0 && !host)
        return problem_answer(request, answer, PROBLEM_AMBIGUOUS_HEADERS, "The header Host is missing.");
    if (host && !is_host(host))
        return problem_answer(request, answer, PROBLEM_AMBIGUOUS_HEADERS, "'%s' is no Host.", host);
    if (request_header(request, "Content-Encoding"))
        return problem_answer(request, answer, PROBLEM_UNSUPPORTED_TYPE, "Send the body without Content-Encoding.");
    return true;
}
