/* hygiene_runs.c -- what the runs of one case show against a program, each thing once. */
#include "rubrics/hygiene.h"

#include "rubrics/faults.h"

#include <string.h>

bool hygiene_any(const struct report *report, struct arena *arena)
{
    struct findings found = {0};
    hygiene_tell(report, arena, &found);
    return found.count > 0;
}

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Bad descriptors are of many kinds, under one code: not of one kind is what has to be mended in another way. */
static bool is_same(const struct finding *a, const struct finding *b)
{
    bool is_kind = a->code == b->code && (a->code != FINDING_BAD_FD || same(a->hint, b->hint));
    return is_kind && a->fd == b->fd && same(a->process, b->process) && same(a->pipe, b->pipe) && same(a->end, b->end);
}

static bool is_told(const struct findings *out, size_t first, const struct finding *f)
{
    for (size_t i = first; i < out->count; i++)
        if (is_same(&out->items[i], f) && same(out->items[i].case_id, f->case_id))
            return true;
    return false;
}

void hygiene_find(const struct run_evidence *runs, size_t count, struct arena *arena, struct findings *out)
{
    struct findings *each = arena_alloc(arena, count + 1, sizeof *each);
    for (size_t i = 0; i < count; i++)
        hygiene_tell(&runs[i].report, arena, &each[i]);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < each[i].count; k++) {
            struct finding f = each[i].items[k];
            size_t seen = 0;
            for (size_t r = 0; r < count; r++)
                for (size_t n = 0; n < each[r].count; n++)
                    if (is_same(&each[r].items[n], &f)) {
                        seen++;
                        break;
                    }
            f.case_id = runs[i].case_id;
            f.run = f.case_id ? runs[i].run : 0;
            if (is_told(out, 0, &f))
                continue;
            f.message = arena_printf(arena, "%s%s", f.message, runs_text(i, seen, count, arena));
            *findings_add(out, arena) = f;
        }
}
