/* heap.c -- what malloc() and its like gave, and who asked: for the names of what lies there. */
#include "sandbox/guest/server.h"

#include <string.h>

void heap_made(const void *p, size_t size, uint64_t pc)
{
    if (!p || !guest_on() || size > UINT32_MAX)
        return;
    struct allocated *a = &R->allocated[R->allocated_count++ % ALLOCATED_MAX];
    *a = (struct allocated){.low = (uint64_t)p, .size = (uint32_t)size, .process = here.process};
    a->count = core_frames(pc, a->pc, ALLOCATED_FRAMES);
}

/* The youngest that the address lies in: the oldest are forgotten first, so none is taken for what lay there before it.
 * What a process did not ask for itself, it has from the first. */
static const struct allocated *heap_at(uint64_t address, uint32_t process)
{
    const struct allocated *of_first = NULL;
    const uint64_t count = R->allocated_count;
    for (uint64_t i = 0; i < count && i < ALLOCATED_MAX; i++) {
        const struct allocated *a = &R->allocated[(count - 1 - i) % ALLOCATED_MAX];
        if (address - a->low >= a->size)
            continue;
        if (a->process == process)
            return a;
        if (a->process == 0 && !of_first)
            of_first = a;
    }
    return of_first;
}

/* One stack of the result for all that were asked for in the same way. */
static uint32_t stack_of(const struct allocated *a)
{
    enum { PLACES_MAX = 256 };
    static struct {
        uint64_t pc[ALLOCATED_FRAMES];
        uint32_t stack;
    } places[PLACES_MAX];
    static uint32_t count;
    uint32_t i = 0;
    while (i < count && memcmp(places[i].pc, a->pc, sizeof a->pc) != 0)
        i++;
    if (i == PLACES_MAX)
        return RACE_NONE;
    if (i == count) {
        memcpy(places[i].pc, a->pc, sizeof a->pc);
        places[i].stack = collect_frames(a->pc, a->count < ALLOCATED_FRAMES ? a->count : ALLOCATED_FRAMES);
        count++;
    }
    return places[i].stack;
}

void heap_name(struct race_object *o, uint32_t process)
{
    const struct allocated *from = heap_at(o->at, process);
    if (!from)
        return;
    o->offset = o->at - from->low;
    o->at = from->low;
    o->size = from->size;
    o->stack = stack_of(from);
}
