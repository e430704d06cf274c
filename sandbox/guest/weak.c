/* weak.c -- orders of atomic accesses that C17 lets a processor change, and that no schedule here tries. */
#include "sandbox/guest/region.h"

#include "sandbox/guest/result.h"

#include <stdbool.h>

/* In our schedules all accesses are sequentially consistent. C17 promises that only of memory_order_seq_cst: a store
 * may stay behind later loads (Dekker's and Peterson's flags), relaxed stores may be seen the other way round (a
 * message and its flag), and two who read may disagree on which of two stores came first. All of it needs two tasks
 * that access two objects crosswise, where one of them writes to each, and the order of at least one of the tasks is
 * not kept. Such a program may be right; but what was found is not all that can be (Shasha and Snir 1988: critical
 * cycles). */

enum { LOADS = WEAK_LOADS, STORES = WEAK_STORES };

static bool acquires(int order)
{
    return order == __ATOMIC_CONSUME || order == __ATOMIC_ACQUIRE || order == __ATOMIC_ACQ_REL ||
           order == __ATOMIC_SEQ_CST;
}
static bool releases(int order)
{
    return order == __ATOMIC_RELEASE || order == __ATOMIC_ACQ_REL || order == __ATOMIC_SEQ_CST;
}

/* May the later one of these two accesses to different objects take effect first? One that reads and writes in one step
 * is held in its place by what it reads. */
static bool may_swap(const struct recent *a, uint32_t kind, int order)
{
    const bool strict = a->order == __ATOMIC_SEQ_CST && order == __ATOMIC_SEQ_CST;
    if (strict || a->fenced)
        return false;
    if (a->kind & LOADS)
        return !acquires(a->order) && (kind == LOADS || !releases(order));
    return (kind & LOADS) != 0 || !releases(order);
}

static struct passing *pair_of(uint16_t first, uint16_t second)
{
    for (uint32_t i = 0; i < R->passing_count; i++) {
        struct passing *p = &R->passing[i];
        if (p->first == first && p->second == second && p->task == me.id)
            return p;
    }
    if (R->passing_count == PASSINGS_MAX) {
        guest_cut(RACE_CUT_TABLE);
        return NULL;
    }
    R->passing[R->passing_count] = (struct passing){.first = first, .second = second, .task = (uint16_t)me.id};
    return &R->passing[R->passing_count++];
}

static void add_pair(const struct recent *a, uint16_t object, uint32_t kind, int order)
{
    struct passing *own = pair_of(a->object, object);
    if (!own)
        return;
    own->first_kind |= a->kind;
    own->second_kind |= (uint8_t)kind;
    own->swaps |= may_swap(a, kind, order);
    own->loose |= a->order != __ATOMIC_SEQ_CST || order != __ATOMIC_SEQ_CST;
    for (uint32_t i = 0; i < R->passing_count; i++) {
        const struct passing *p = &R->passing[i];
        if (p->task == me.id || p->first != object || p->second != a->object)
            continue;
        const bool meet = (p->first_kind | own->second_kind) & STORES && (p->second_kind | own->first_kind) & STORES;
        const bool only_read = !((p->first_kind | p->second_kind | own->first_kind | own->second_kind) & STORES);
        if ((meet && (p->swaps || own->swaps)) || (only_read && (p->loose || own->loose)))
            guest_cut(RACE_CUT_WEAK);
    }
}

void weak_access(const struct object *o, uint32_t kind, int order)
{
    struct task *t = me.task;
    const uint16_t object = (uint16_t)(o - R->object);
    struct recent *last = &t->recent[t->recent_last];
    if (last->object == object && last->kind == kind && last->order == order && !last->fenced)
        return;
    if (!shadow_others_live()) {
        weak_forget();
        return;
    }
    uint32_t at = RECENT_MAX;
    for (uint32_t i = 0; i < RECENT_MAX; i++) {
        if (t->recent[i].object == object)
            at = i;
        else if (t->recent[i].object)
            add_pair(&t->recent[i], object, kind, order);
    }
    if (at == RECENT_MAX)
        at = (t->recent_last + 1) % RECENT_MAX;
    t->recent[at] = (struct recent){.object = object, .kind = (uint8_t)kind, .order = (uint8_t)order};
    t->recent_last = at;
}

void weak_fence(void)
{
    for (uint32_t i = 0; i < RECENT_MAX; i++)
        me.task->recent[i].fenced = true;
}

void weak_forget(void)
{
    for (uint32_t i = 0; i < RECENT_MAX; i++)
        me.task->recent[i] = (struct recent){0};
}
