/* stuck_order.c -- those who are stuck, in an order that does not depend on which of them was born first. */
#include "rubrics/stuck.h"

#include "rubrics/hygiene.h"

#include <stdlib.h>
#include <string.h>

struct order {
    const struct report *report;
    uint32_t first; /* process that comes first, whatever its name; 0: none */
};

static int by_process(const struct order *order, uint32_t a, uint32_t b)
{
    if (a == b)
        return 0;
    if (a == order->first || b == order->first)
        return a == order->first ? -1 : 1;
    int names = hygiene_order(order->report, a, b);
    return names ? names : a < b ? -1 : 1;
}

static int by_wait(const void *a, const void *b, void *context)
{
    const struct waits_wait *x = a, *y = b;
    int order = by_process(context, x->process, y->process);
    return order ? order : x->thread < y->thread ? -1 : x->thread > y->thread;
}

static int by_holder(const void *a, const void *b, void *context)
{
    const struct waits_holder *x = a, *y = b;
    int order = by_process(context, x->process, y->process);
    return order ? order : x->fd < y->fd ? -1 : x->fd > y->fd;
}

static const struct waits_holder *sorted(const struct report *report, const struct waits_holder *holders, size_t count,
                                         uint32_t first, struct arena *arena)
{
    struct order order = {report, first};
    struct waits_holder *out = arena_alloc(arena, count + 1, sizeof *out);
    if (count == 0)
        return holders;
    memcpy(out, holders, count * sizeof *out);
    qsort_r(out, count, sizeof *out, by_holder, &order);
    return out;
}

struct waits_deadlock stuck_in_order(const struct report *report, const struct waits_deadlock *deadlock,
                                     struct arena *arena)
{
    struct waits_deadlock out = *deadlock;
    struct order order = {report, 0};
    uint32_t reader = 0;
    struct waits_wait *waits = arena_alloc(arena, out.wait_count + 1, sizeof *waits);
    for (size_t i = 0; i < out.wait_count; i++) {
        waits[i] = deadlock->waits[i];
        waits[i].holders = sorted(report, waits[i].holders, waits[i].holder_count, waits[i].process, arena);
        if (out.culprit_count > 0 && deadlock->waits[i].process == out.culprits->process &&
            waits[i].on == WAIT_PIPE_DATA && waits[i].object == out.culprit_object)
            reader = waits[i].process; /* it holds the end itself, and is told first */
    }
    if (out.wait_count > 0)
        qsort_r(waits, out.wait_count, sizeof *waits, by_wait, &order);
    out.waits = waits;
    out.culprits = sorted(report, out.culprits, out.culprit_count, reader, arena);
    return out;
}
