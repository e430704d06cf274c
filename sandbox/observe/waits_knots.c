/* waits_knots.c -- which of those who are stuck are stuck together.
 *
 * A knot is a set of tasks of which each can reach each other, and nobody else, along possible wakers (Knapp 1987):
 * what keeps it is in it alone. Two knots have nothing to do with each other, so each is a deadlock, to be mended by
 * itself. Whoever else is stuck waits for tasks of one or more knots, in the end: it is told with the first of them. */
#include "sandbox/observe/waits_parts.h"

struct graph {
    const struct waits_wait *waits;
    size_t count;
    bool *reached; /* [from * count + to] */
    size_t *todo;
};

/* Could the task of another wait end this one? One that anybody might end may be ended by all others. */
static bool may_wake(const struct waits_wait *wait, const struct waits_wait *other)
{
    for (size_t i = 0; i < wait->holder_count; i++) {
        const struct waits_holder *holder = &wait->holders[i];
        if (holder->process == other->process && !holder->has_ended &&
            (holder->thread == 0 || holder->thread == other->thread))
            return true;
    }
    return wait->holder_count == 0;
}

static void reach(struct graph *g, size_t from)
{
    bool *reached = &g->reached[from * g->count];
    size_t todo = 0;
    g->todo[todo++] = from;
    reached[from] = true;
    while (todo > 0) {
        size_t at = g->todo[--todo];
        for (size_t i = 0; i < g->count; i++)
            if (!reached[i] && may_wake(&g->waits[at], &g->waits[i])) {
                reached[i] = true;
                g->todo[todo++] = i;
            }
    }
}

/* The first task of the knot that a task is in; count: it is in none. */
static size_t knot_of(const struct graph *g, size_t task)
{
    size_t first = task;
    for (size_t i = 0; i < g->count; i++)
        if (g->reached[task * g->count + i]) {
            if (!g->reached[i * g->count + task])
                return g->count;
            first = i < first ? i : first;
        }
    return first;
}

/* The first knot that is reached: there is one, as the graph has an end. */
static size_t first_knot(const struct graph *g, const size_t *knots, size_t task)
{
    for (size_t i = 0; i < g->count; i++)
        if (knots[i] == i && g->reached[task * g->count + i])
            return i;
    return g->count;
}

void waits_part(struct waits *w, struct waits_deadlock *all)
{
    size_t count = all->wait_count, knots = 0;
    if (count < 2 || count > KNOTS_MAX)
        return;
    struct graph g = {.waits = all->waits,
                      .count = count,
                      .reached = arena_alloc(w->arena, count * count, sizeof *g.reached),
                      .todo = arena_alloc(w->arena, count, sizeof *g.todo)};
    size_t *knot = arena_alloc(w->arena, count, sizeof *knot);
    for (size_t i = 0; i < count; i++)
        reach(&g, i);
    for (size_t i = 0; i < count; i++) {
        knot[i] = knot_of(&g, i);
        knots += knot[i] == i;
    }
    if (knots < 2)
        return;
    all->parts = arena_alloc(w->arena, knots, sizeof *all->parts);
    for (size_t k = 0; k < count; k++) {
        if (knot[k] != k)
            continue;
        struct waits_wait *waits = arena_alloc(w->arena, count, sizeof *waits);
        struct waits_deadlock *part = &all->parts[all->part_count++];
        *part = *all;
        part->parts = NULL;
        part->part_count = 0;
        part->waits = waits;
        part->wait_count = 0;
        part->culprits = NULL;
        part->culprit_count = 0;
        part->culprit_object = 0;
        for (size_t i = 0; i < count; i++)
            if (first_knot(&g, knot, i) == k)
                waits[part->wait_count++] = all->waits[i];
        waits_explain(w->arena, part);
    }
}
