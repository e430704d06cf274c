/* finding.c -- one thing that was found in a program, said so that a student can mend it. */
#include "rubrics/finding.h"

#include "sandbox/base/err.h"

#include <string.h>

const char *finding_code_name(enum finding_code code)
{
    static const char *const names[] = {
#define FINDING_CODE(name, text) [FINDING_##name] = (text),
        FINDING_CODES(FINDING_CODE)
#undef FINDING_CODE
    };
    CHECK((unsigned)code < FINDING_COUNT);
    return names[code];
}

const char *severity_name(enum severity severity)
{
    static const char *const names[] = {
        [SEVERITY_ERROR] = "error", [SEVERITY_WARNING] = "warning", [SEVERITY_NOTE] = "note"};
    CHECK((unsigned)severity < sizeof names / sizeof *names);
    return names[severity];
}

struct finding *findings_add(struct findings *list, struct arena *arena)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 8;
        struct finding *items = arena_alloc(arena, capacity, sizeof *items);
        if (list->count > 0)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->capacity = capacity;
    }
    struct finding *fresh = &list->items[list->count++];
    *fresh = (struct finding){.message = "", .hint = ""};
    return fresh;
}
