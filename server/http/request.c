/* request.c -- what handlers ask of a request, and how they fill an answer. */
#include "server/http/request.h"

#include "sandbox/base/err.h"
#include "server/submission.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *request_header(const struct request *request, const char *name)
{
    for (size_t i = 0; i < request->headers.count; i++)
        if (strcasecmp(request->headers.items[i].name, name) == 0)
            return request->headers.items[i].value;
    return NULL;
}

const char *request_query(const struct request *request, const char *name)
{
    for (size_t i = 0; i < request->query.count; i++)
        if (strcmp(request->query.items[i].name, name) == 0)
            return request->query.items[i].value;
    return NULL;
}

const char *request_type(const struct request *request)
{
    const char *given = request_header(request, "Content-Type");
    if (!given)
        return "";
    size_t length = strcspn(given, "; \t");
    char *type = arena_copy(request->arena, given, length);
    for (size_t i = 0; i < length; i++)
        type[i] = (char)tolower((unsigned char)type[i]); /* in the C locale */
    return type;
}

/* "0.8" -> 800; what is no weight counts as 1. */
static unsigned weight(const char *range, size_t length)
{
    for (size_t i = 0; i + 2 < length; i++) {
        if (range[i] != ';')
            continue;
        size_t at = i + 1 + strspn(range + i + 1, " \t");
        if (at + 2 >= length || (range[at] != 'q' && range[at] != 'Q') || range[at + 1] != '=')
            continue;
        double value = strtod(range + at + 2, NULL);
        return value >= 0 && value < 1 ? (unsigned)(value * 1000 + 0.5) : 1000;
    }
    return 1000;
}

/* How exactly a range names the type: 3 wholly, 2 "text/?*", 1 "?*" (with a slash star), 0 not at all. */
static int fit(const char *range, size_t length, const char *type)
{
    size_t major = (size_t)(strchr(type, '/') - type) + 1;
    if (length == strlen(type) && strncasecmp(range, type, length) == 0)
        return 3;
    if (length == major + 1 && range[major] == '*' && strncasecmp(range, type, major) == 0)
        return 2;
    return length == 3 && memcmp(range, "*/*", 3) == 0;
}

/* A weight of a list of ranges, if one names the type more exactly than *exact. */
static void look_at_ranges(const char *at, const char *type, int *exact, unsigned *found)
{
    while (*at) {
        at += strspn(at, " \t,");
        size_t length = strcspn(at, ","), name = strcspn(at, ",; \t");
        int fits = name > 0 ? fit(at, name, type) : 0;
        if (fits > *exact) {
            *exact = fits;
            *found = weight(at, length);
        }
        at += length;
    }
}

/* The weight of the range that names the type most exactly; *exact is how exactly. Several lines are one list. */
static unsigned accepts(const struct request *request, const char *type, int *exact)
{
    bool any = false;
    unsigned found = 0;
    *exact = 0;
    for (size_t i = 0; i < request->headers.count; i++) {
        const struct field *header = &request->headers.items[i];
        if (strcasecmp(header->name, "Accept") != 0 || !*header->value)
            continue;
        any = true;
        look_at_ranges(header->value, type, exact, &found);
    }
    return any ? found : 1000;
}

unsigned request_accepts(const struct request *request, const char *type)
{
    int exact;
    return accepts(request, type, &exact);
}

bool request_wants_text(const struct request *request)
{
    int exact;
    unsigned text = accepts(request, "text/plain", &exact);
    if (exact < 2 || text == 0)
        return false;
    unsigned json = accepts(request, "application/json", &exact);
    return exact < 3 || text > json;
}

/* FNV-1a (Fowler, Noll, Vo) of 64 bits, a whole number at a time. */
static uint64_t mix(uint64_t hash, uint64_t number)
{
    return (hash ^ number) * 1099511628211u;
}

uint64_t watch_fingerprint(const struct store_submission *submission)
{
    uint64_t hash = mix(14695981039346656037u, submission->state);
    hash = mix(hash, submission->attempts);
    hash = mix(hash, (uint64_t)submission->queue_position);
    hash = mix(hash, (uint64_t)submission->finished_ms);
    for (const char *c = submission->progress; c && *c; c++)
        hash = mix(hash, (unsigned char)*c);
    return hash;
}

void answer_header(struct answer *answer, const char *name, const char *value)
{
    CHECK(answer->headers.count < FIELDS_MAX);
    answer->headers.items[answer->headers.count++] = (struct field){name, value};
}

void answer_bytes(struct answer *answer, unsigned status, const char *type, struct bytes body)
{
    answer->status = status;
    answer->type = type;
    answer->body = body;
}
