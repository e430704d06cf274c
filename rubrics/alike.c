/* alike.c -- findings that are one mistake, seen several times.
 *
 * A line that ten children run into in three cases is one thing to mend. Of what the runs show, the kind, the end of a
 * pipe and the lines make the mistake: in which process it was, and as which descriptor, is only where it was seen. All
 * else is the same only if the same words say it. */
#include "rubrics/alike.h"

#include "rubrics/documents.h"
#include "rubrics/finding.h"
#include "sandbox/base/arena.h"
#include "sandbox/base/err.h"

#include <string.h>

static bool is_by_line(const char *code)
{
    static const enum finding_code codes[] = {
        FINDING_DEADLOCK,
        FINDING_PIPE_END_LEFT_OPEN,
        FINDING_PIPE_END_OPEN_AT_EXIT,
        FINDING_DOUBLE_CLOSE,
        FINDING_BAD_FD,
        FINDING_FD_LEAK,
        FINDING_BROKEN_PIPE,
        FINDING_ZOMBIE_LEFT,
        FINDING_BUSY_WAIT,
        FINDING_ORPHAN_LEFT,
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(finding_code_name(codes[i]), code) == 0)
            return true;
    return false;
}

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

/* What two findings of one mistake have in common. The hint of a bad descriptor says how it came to be one. */
static const char *mistake_of(const json_t *finding, struct arena *arena)
{
    static const char *const always[] = {"code", "severity", "end", "kind", "option", "variable"};
    static const char *const words[] = {"message", "detail", "hint"};
    const json_t *where = json_object_get(finding, "where"), *place;
    const char *code = text_at(finding, "code");
    bool by_line = is_by_line(code) && json_array_size(where) > 0;
    AUTO_BUF struct buf text = {0};
    size_t i;
    for (i = 0; i < sizeof always / sizeof *always; i++)
        buf_printf(&text, "%s\n", text_at(finding, always[i]));
    for (i = 0; i < sizeof words / sizeof *words && !by_line; i++)
        buf_printf(&text, "%s\n", text_at(finding, words[i]));
    if (by_line && strcmp(code, finding_code_name(FINDING_BAD_FD)) == 0)
        buf_add_string(&text, text_at(finding, "hint"));
    json_array_foreach(where, i, place)
    {
        buf_printf(&text, "%s:%" JSON_INTEGER_FORMAT ":%" JSON_INTEGER_FORMAT "\n", text_at(place, "file"),
                   json_integer_value(json_object_get(place, "line")),
                   json_integer_value(json_object_get(place, "column")));
    }
    return arena_string(arena, text.data);
}

static void unmark(json_t *finding)
{
    (void)json_object_del(finding, "same_as"); /* neither need be there */
    (void)json_object_del(finding, "count");
}

json_t *alike_unmarked(const json_t *finding)
{
    json_t *out = json_copy((json_t *)(uintptr_t)finding);
    CHECK(out);
    unmark(out);
    return out;
}

void alike_mark(json_t *findings)
{
    AUTO_ARENA struct arena *arena = arena_make();
    size_t total = json_array_size(findings);
    AUTO_JSON json_t *firsts = json_object(); /* by mistake: the number of the finding that tells it */
    for (size_t i = 0; i < total; i++) {
        json_t *finding = json_array_get(findings, i);
        if (!json_is_object(finding))
            continue;
        const char *mistake = mistake_of(finding, arena);
        json_t *first = json_object_get(firsts, mistake);
        unmark(finding);
        if (!first) {
            document_set(firsts, mistake, json_integer((json_int_t)i));
            continue;
        }
        json_t *told = json_array_get(findings, (size_t)json_integer_value(first));
        json_int_t count = json_integer_value(json_object_get(told, "count"));
        document_set(told, "count", json_integer(count > 0 ? count + 1 : 2));
        document_set(finding, "same_as", json_incref(first));
    }
}

size_t alike_first(const json_t *findings, size_t which)
{
    const json_t *same = json_object_get(json_array_get(findings, which), "same_as");
    json_int_t first = json_integer_value(same);
    return json_is_integer(same) && first >= 0 && (size_t)first < which ? (size_t)first : which;
}
