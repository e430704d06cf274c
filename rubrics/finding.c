/* finding.c -- one thing that was found in a program, said so that a student can mend it. */
#include "rubrics/finding.h"

#include "sandbox/base/err.h"

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
    list->items = arena_grow(arena, list->items, list->count, &list->capacity, sizeof *list->items);
    struct finding *fresh = &list->items[list->count++];
    *fresh = (struct finding){.message = "", .hint = ""};
    return fresh;
}
