/* look.c -- what an evaluator of a check is given, and how it names the findings that explain it. */
#include "rubrics/look.h"

#include <string.h>

void look_see(struct look *look, size_t index)
{
    struct findings_seen *seen = look->seen;
    for (size_t i = 0; i < seen->count; i++)
        if (seen->items[i] == index)
            return;
    seen->items = arena_grow(look->arena, seen->items, seen->count, &seen->capacity, sizeof *seen->items);
    seen->items[seen->count++] = index;
}

bool look_same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool look_wants(const struct look *look, const char *process)
{
    const struct rubric_criterion *criterion = look->criterion;
    for (size_t i = 0; i < criterion->process_count; i++)
        if (strcmp(criterion->processes[i], process) == 0 ||
            (strcmp(criterion->processes[i], "children") == 0 && strcmp(process, "parent") != 0))
            return true;
    return criterion->process_count == 0;
}

static bool is_wanted(const struct look *look, const struct finding *f)
{
    bool wanted = !f->process || look_wants(look, f->process);
    for (size_t i = 0; i < f->other_count; i++)
        wanted |= look_wants(look, f->others[i]);
    return wanted;
}

static size_t see(struct look *look, const char *case_id, uint64_t codes, bool of_all)
{
    size_t count = 0;
    for (size_t i = 0; i < look->findings->count; i++) {
        const struct finding *f = &look->findings->items[i];
        if (!(codes >> f->code & 1) || !look_same(f->case_id, case_id) || (!of_all && !is_wanted(look, f)))
            continue;
        look_see(look, i);
        count++;
    }
    return count;
}

size_t look_codes(struct look *look, const char *case_id, uint64_t codes)
{
    return see(look, case_id, codes, true);
}

size_t look_codes_wanted(struct look *look, const char *case_id, uint64_t codes)
{
    return see(look, case_id, codes, false);
}

size_t look_by_case(struct look *look, uint64_t codes, size_t *found)
{
    size_t without = 0;
    for (size_t i = 0; i < look->criterion->case_count; i++) {
        size_t here = look_codes_wanted(look, look->rubric->cases[look->criterion->cases[i]].id, codes);
        *found += here;
        without += here == 0;
    }
    return without;
}

void look_add(struct look *look, const struct finding *fresh)
{
    for (size_t i = 0; i < look->findings->count; i++) {
        const struct finding *known = &look->findings->items[i];
        if (known->code == fresh->code && known->run == fresh->run && look_same(known->case_id, fresh->case_id) &&
            look_same(known->message, fresh->message)) {
            look_see(look, i);
            return;
        }
    }
    *findings_add(look->findings, look->arena) = *fresh;
    look_see(look, look->findings->count - 1);
}
