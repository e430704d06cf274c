/* heap.c -- what malloc() and its like gave, and who asked. */
#include "sandbox/guest/server.h"

#include <string.h>

static uint64_t heap_low = UINT64_MAX, heap_high; /* around all that this process has from malloc() */
static uint64_t inherited = UINT64_MAX; /* how many there were when this process, or who it is from, left the first */

void heap_made(const void *p, size_t size, uint64_t pc)
{
    if (!p || !guest_on() || size > UINT32_MAX)
        return;
    struct allocated *a = &R->allocated[R->allocated_count++ % ALLOCATED_MAX];
    *a = (struct allocated){.low = (uint64_t)p, .size = (uint32_t)size, .process = here.process};
    a->count = core_frames(pc, a->pc, ALLOCATED_FRAMES);
    heap_low = a->low < heap_low ? a->low : heap_low;
    heap_high = a->low + size > heap_high ? a->low + size : heap_high;
}

void heap_forked(void)
{
    inherited = inherited == UINT64_MAX ? R->allocated_count : inherited;
}

/* Did it make this one, or who it was forked from, before that? */
static bool is_its_own(const struct allocated *a, uint64_t nth)
{
    uint32_t process = here.process;
    while (process != a->process && process != 0 && process < PROCESSES_MAX)
        process = R->process[process].parent;
    return process == a->process && (process != 0 || nth < inherited);
}

uint32_t heap_block(uint64_t address)
{
    static struct {
        uint64_t low, size, count;
        uint32_t block;
    } last;
    const uint64_t count = R->allocated_count;
    if (address < heap_low || address >= heap_high)
        return 0;
    if (count == last.count && address - last.low < last.size)
        return last.block;
    for (uint64_t i = 0; i < count && i < ALLOCATED_MAX; i++) {
        const struct allocated *a = &R->allocated[(count - 1 - i) % ALLOCATED_MAX];
        if (address - a->low >= a->size || !is_its_own(a, count - 1 - i))
            continue;
        last.low = a->low;
        last.size = a->size;
        last.count = count;
        last.block = a->process == 0 ? (uint32_t)(count - i) : 0;
        return last.block;
    }
    return 0;
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
