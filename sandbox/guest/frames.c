/* frames.c -- the functions that were at work when a thread was made: what lies in their frames has names. */
#include "sandbox/guest/frames.h"

#include "sandbox/guest/server.h"

/* Whoever lends a local variable gives its address to a thread, as an argument or otherwise, and is at work until then.
 * Built without optimisation, each function keeps the frame of its caller: frame[0], and where it goes on: frame[1]. */

enum { HOPS_MAX = 32 };

static struct frame *frame_at(uint64_t low, uint64_t high)
{
    for (uint32_t i = 0; i < R->frame_count; i++)
        if (R->frame[i].low == low && R->frame[i].high == high && R->frame[i].process == here.process)
            return &R->frame[i];
    return R->frame_count < FRAMES_MAX ? &R->frame[R->frame_count++] : NULL;
}

void frames_see(void *const *frame)
{
    uint64_t low = (uint64_t)(frame + 2), at = (uint64_t)frame[0], pc = (uint64_t)frame[1];
    for (uint32_t i = 0; i < HOPS_MAX && at >= low && at - me.stack_low < me.stack_span - 16; i++) {
        const uint64_t *const outer = (const uint64_t *)at; /* NOLINT: a frame's first word is the one before it */
        struct frame *f = frame_at(low, at + 16);
        if (f)
            *f = (struct frame){low, at + 16, pc - here.base - 1, here.process};
        low = at + 16;
        pc = outer[1];
        at = outer[0];
    }
}

/* One stack of the result for all objects of one function. */
static uint32_t stack_of(uint64_t pc)
{
    static struct {
        uint64_t pc;
        uint32_t stack;
    } places[FRAMES_MAX];
    static uint32_t count;
    uint32_t i = 0;
    while (i < count && places[i].pc != pc)
        i++;
    if (i == FRAMES_MAX)
        return RACE_NONE;
    if (i == count) {
        places[count].pc = pc;
        places[count++].stack = collect_frames(&pc, 1);
    }
    return places[i].stack;
}

bool frames_name(struct race_object *o, uint64_t address, uint32_t process)
{
    for (uint32_t i = R->frame_count < FRAMES_MAX ? R->frame_count : FRAMES_MAX; i-- > 0;) {
        const struct frame *f = &R->frame[i];
        if (f->process != process || address < f->low || address >= f->high)
            continue;
        o->kind = RACE_OBJECT_FRAME;
        o->offset = f->high - address;
        o->stack = stack_of(f->pc);
        return o->stack != RACE_NONE;
    }
    return false;
}
