/* hooks.c -- what gcc's and clang's -fsanitize=thread call: before each access, around each function, instead of
 * atomics. */
#include "sandbox/guest/lock.h"
#include "sandbox/guest/region.h"
#include "sandbox/guest/result.h"

/* Declared nowhere: compilers call these by name. */
#pragma GCC diagnostic ignored "-Wmissing-prototypes"

/* The way of nearly all accesses: nothing is decided here, and this task has touched the same bytes in as strong a way
 * since its last release. */
static inline __attribute__((always_inline)) bool seen_before(uint64_t a, uint32_t size, uint32_t need)
{
    const struct granule *g = shadow_of(a);
    uint32_t mask = ((1U << size) - 1) << (a & 7);
    need |= mask;
    if (mask > 0xff)
        return false;
    if (__builtin_expect(g->slot[0].high == me.tag && (g->slot[0].low & need) == need, 1))
        return true;
    for (int i = 1; i < SLOTS; i++)
        if (g->slot[i].high == me.tag && (g->slot[i].low & need) == need)
            return true;
    return false;
}

static inline __attribute__((always_inline)) void hook(const volatile void *p, uint32_t size, uint32_t how, uint64_t pc)
{
    uint64_t a = (uint64_t)p;
    if (a - me.low >= me.span)
        return;
    if (how & SLOT_WRITE)
        me.wrote = 1;
    if (--me.left > 0 && seen_before(a, size, how))
        return;
    shadow_access(a, size, how, pc);
}

enum { HOOK_READ = SLOT_PLAIN, HOOK_WRITE = SLOT_PLAIN | SLOT_WRITE };

#define HOOKS(N)                                     \
    void __tsan_read##N(void *p)                     \
    {                                                \
        hook(p, N, HOOK_READ, CALLER);               \
    }                                                \
    void __tsan_write##N(void *p)                    \
    {                                                \
        hook(p, N, HOOK_WRITE, CALLER);              \
    }                                                \
    void __tsan_unaligned_read##N(void *p)           \
    {                                                \
        hook(p, N, HOOK_READ, CALLER);               \
    }                                                \
    void __tsan_unaligned_write##N(void *p)          \
    {                                                \
        hook(p, N, HOOK_WRITE, CALLER);              \
    }                                                \
    void __tsan_read##N##_pc(void *p, void *pc)      \
    {                                                \
        hook(p, N, HOOK_READ, (uint64_t)pc);         \
    }                                                \
    void __tsan_write##N##_pc(void *p, void *pc)     \
    {                                                \
        hook(p, N, HOOK_WRITE, (uint64_t)pc);        \
    }                                                \
    void __tsan_volatile_read##N(void *p)            \
    {                                                \
        hook(p, N, HOOK_READ, CALLER);               \
    }                                                \
    void __tsan_volatile_write##N(void *p)           \
    {                                                \
        hook(p, N, HOOK_WRITE, CALLER);              \
    }                                                \
    void __tsan_unaligned_volatile_read##N(void *p)  \
    {                                                \
        hook(p, N, HOOK_READ, CALLER);               \
    }                                                \
    void __tsan_unaligned_volatile_write##N(void *p) \
    {                                                \
        hook(p, N, HOOK_WRITE, CALLER);              \
    }                                                \
    void __tsan_read_write##N(void *p)               \
    {                                                \
        hook(p, N, HOOK_READ, CALLER);               \
        hook(p, N, HOOK_WRITE, CALLER);              \
    }                                                \
    void __tsan_unaligned_read_write##N(void *p)     \
    {                                                \
        hook(p, N, HOOK_READ, CALLER);               \
        hook(p, N, HOOK_WRITE, CALLER);              \
    }
HOOKS(1)
HOOKS(2)
HOOKS(4)
HOOKS(8)
HOOKS(16)

void __tsan_read_range(void *p, unsigned long n)
{
    shadow_range(p, n, false, CALLER);
}
void __tsan_write_range(void *p, unsigned long n)
{
    shadow_range(p, n, true, CALLER);
}
void __tsan_vptr_update(void **p, void *value)
{
    (void)value;
    hook(p, 8, HOOK_WRITE, CALLER);
}
void __tsan_vptr_read(void **p)
{
    hook(p, 8, HOOK_READ, CALLER);
}

void __tsan_func_entry(void *pc)
{
    uint32_t d = me.depth++;
    if (d >= CALLS_MAX)
        return;
    me.frame[d] = (uint64_t)pc;
    me.hash[d] = ((d ? me.hash[d - 1] : 0) * 3 + (uint64_t)pc) * 0x9e3779b97f4a7c15ULL;
}
void __tsan_func_exit(void)
{
    if (me.depth)
        me.depth--;
}
void __tsan_init(void)
{
} /* task.c starts the runtime */

/* --- atomics: the operation itself is sequentially consistent, the clocks follow the memory order it was given ---- */

static bool acquires(int order)
{
    return order == __ATOMIC_CONSUME || order == __ATOMIC_ACQUIRE || order == __ATOMIC_ACQ_REL ||
           order == __ATOMIC_SEQ_CST;
}
static bool releases(int order)
{
    return order == __ATOMIC_RELEASE || order == __ATOMIC_ACQ_REL || order == __ATOMIC_SEQ_CST;
}

static bool looked_at(const volatile void *p)
{
    return guest_on() && (uint64_t)p - me.low < me.span && (here.multi || core_range((uint64_t)p));
}

static struct object *atomic_begin(const volatile void *p, uint32_t size, uint32_t how, uint64_t pc)
{
    me.left--;
    shadow_access((uint64_t)p, size, how, pc);
    guest_enter();
    return core_object(core_key(p), OBJECT_ATOMIC);
}

/* C17 5.1.2.4 and 7.17.4: a relaxed access synchronises only by way of a fence; a store begins a new release sequence,
 * but one by who began the old one continues it, as a read-modify-write does. (C++20 has taken the former away.) */
static void atomic_end(struct object *o, bool acquire, bool release, bool stores)
{
    struct task *t = me.task;
    const uint32_t own = 1U << me.id % 32;
    notes_stored(o->key);
    if (o->clock && !stores)
        core_join(acquire ? t->vc : core_clock(&t->fence_acquire), R->clock[o->clock]);
    if (stores && o->clock && !(o->heads & own))
        for (uint32_t i = 0; i < R->task_count; i++)
            R->clock[o->clock][i] = 0;
    if (stores)
        o->heads &= own;
    if (t->fence_release || release)
        o->heads |= own;
    if (t->fence_release)
        core_join(core_clock(&o->clock), R->clock[t->fence_release]);
    if (release) {
        core_join(core_clock(&o->clock), t->vc);
        core_tick();
    }
    guest_leave();
}

/* A compare-and-exchange counts as writing when it is decided who goes next; whether it does is known only now. */
static void swap_end(struct object *o, const volatile void *p, bool done, int order)
{
    struct step *s = me.writing ? &R->trace[me.writing - 1] : NULL;
    me.expected = NULL;
    weak_access(o, done ? WEAK_LOADS | WEAK_STORES : WEAK_LOADS, order);
    if (s && s->address == (uint64_t)p) {
        s->swaps = done;
        s->does = done ? RACE_DOES_WRITE : RACE_DOES_READ;
    }
    if (done) {
        atomic_end(o, acquires(order), releases(order), false);
        return;
    }
    if (o->clock)
        core_join(acquires(order) ? me.task->vc : core_clock(&me.task->fence_acquire), R->clock[o->clock]);
    guest_leave();
}

/* An atomic that nobody else can see, as fork() copied it, was set, or made zero. */
static void unseen(const volatile void *p, bool was_zero, bool is_zero, uint64_t pc)
{
    if (guest_on() && !here.multi && R->process_count > 1 && (was_zero || is_zero))
        lock_by_hand(p, !is_zero, pc);
}

/* NOLINTBEGIN(bugprone-macro-parentheses): T is a type */
#define ATOMIC_OP(BITS, T, name)                                          \
    T __tsan_atomic##BITS##_fetch_##name(volatile T *p, T v, int order)   \
    {                                                                     \
        if (!looked_at(p))                                                \
            return __atomic_fetch_##name(p, v, __ATOMIC_SEQ_CST);         \
        me.relaxes = !acquires(order) && !releases(order);                \
        struct object *o = atomic_begin(p, BITS / 8, SLOT_WRITE, CALLER); \
        me.relaxes = false;                                               \
        v = __atomic_fetch_##name(p, v, __ATOMIC_SEQ_CST);                \
        weak_access(o, WEAK_LOADS | WEAK_STORES, order);                  \
        atomic_end(o, acquires(order), releases(order), false);           \
        return v;                                                         \
    }
#define ATOMICS(BITS, T)                                                                                    \
    T __tsan_atomic##BITS##_load(const volatile T *p, int order)                                            \
    {                                                                                                       \
        if (!looked_at(p))                                                                                  \
            return __atomic_load_n(p, __ATOMIC_SEQ_CST);                                                    \
        struct object *o = atomic_begin(p, BITS / 8, 0, CALLER);                                            \
        T v = __atomic_load_n(p, __ATOMIC_SEQ_CST);                                                         \
        notes_loaded(p, v, acquires(order), CALLER);                                                        \
        weak_access(o, WEAK_LOADS, order);                                                                  \
        if (acquires(order))                                                                                \
            core_acquire(o);                                                                                \
        else if (o->clock)                                                                                  \
            core_join(core_clock(&me.task->fence_acquire), R->clock[o->clock]);                             \
        guest_leave();                                                                                      \
        return v;                                                                                           \
    }                                                                                                       \
    void __tsan_atomic##BITS##_store(volatile T *p, T v, int order)                                         \
    {                                                                                                       \
        if (!looked_at(p)) {                                                                                \
            __atomic_store_n(p, v, __ATOMIC_SEQ_CST);                                                       \
            unseen(p, false, v == 0, CALLER);                                                               \
            return;                                                                                         \
        }                                                                                                   \
        struct object *o = atomic_begin(p, BITS / 8, SLOT_WRITE, CALLER);                                   \
        __atomic_store_n(p, v, __ATOMIC_SEQ_CST);                                                           \
        weak_access(o, WEAK_STORES, order);                                                                 \
        atomic_end(o, false, releases(order), true);                                                        \
    }                                                                                                       \
    T __tsan_atomic##BITS##_exchange(volatile T *p, T v, int order)                                         \
    {                                                                                                       \
        if (!looked_at(p)) {                                                                                \
            T before = __atomic_exchange_n(p, v, __ATOMIC_SEQ_CST);                                         \
            unseen(p, before == 0, v == 0, CALLER);                                                         \
            return before;                                                                                  \
        }                                                                                                   \
        struct object *o = atomic_begin(p, BITS / 8, SLOT_WRITE, CALLER);                                   \
        v = __atomic_exchange_n(p, v, __ATOMIC_SEQ_CST);                                                    \
        weak_access(o, WEAK_LOADS | WEAK_STORES, order);                                                    \
        atomic_end(o, acquires(order), releases(order), false);                                             \
        return v;                                                                                           \
    }                                                                                                       \
    static bool swap##BITS(volatile T *p, T *expected, T v, int order, int failed, uint64_t pc)             \
    {                                                                                                       \
        if (!looked_at(p)) {                                                                                \
            if (!__atomic_compare_exchange_n(p, expected, v, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))    \
                return false;                                                                               \
            unseen(p, *expected == 0, v == 0, pc);                                                          \
            return true;                                                                                    \
        }                                                                                                   \
        me.expected = expected;                                                                             \
        struct object *o = atomic_begin(p, BITS / 8, SLOT_WRITE, pc);                                       \
        bool done = __atomic_compare_exchange_n(p, expected, v, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
        swap_end(o, p, done, done ? order : failed);                                                        \
        return done;                                                                                        \
    }                                                                                                       \
    int __tsan_atomic##BITS##_compare_exchange_strong(volatile T *p, T *e, T v, int order, int failed)      \
    {                                                                                                       \
        return swap##BITS(p, e, v, order, failed, CALLER);                                                  \
    }                                                                                                       \
    int __tsan_atomic##BITS##_compare_exchange_weak(volatile T *p, T *e, T v, int order, int failed)        \
    {                                                                                                       \
        return swap##BITS(p, e, v, order, failed, CALLER);                                                  \
    }                                                                                                       \
    T __tsan_atomic##BITS##_compare_exchange_val(volatile T *p, T e, T v, int order, int failed)            \
    {                                                                                                       \
        (void)swap##BITS(p, &e, v, order, failed, CALLER);                                                  \
        return e;                                                                                           \
    }                                                                                                       \
    ATOMIC_OP(BITS, T, add)                                                                                 \
    ATOMIC_OP(BITS, T, sub)                                                                                 \
    ATOMIC_OP(BITS, T, and)                                                                                 \
    ATOMIC_OP(BITS, T, or)                                                                                  \
    ATOMIC_OP(BITS, T, xor)                                                                                 \
    ATOMIC_OP(BITS, T, nand)

ATOMICS(8, uint8_t)
ATOMICS(16, uint16_t)
ATOMICS(32, uint32_t)
ATOMICS(64, uint64_t)
/* NOLINTEND(bugprone-macro-parentheses) */

void __tsan_atomic_thread_fence(int order)
{
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    if (!guest_on())
        return;
    guest_enter();
    struct task *t = me.task;
    if (order == __ATOMIC_SEQ_CST)
        weak_fence();
    if (acquires(order) && t->fence_acquire)
        core_join(t->vc, R->clock[t->fence_acquire]);
    if (releases(order)) {
        core_join(core_clock(&t->fence_release), t->vc);
        core_tick();
    }
    guest_leave();
}

void __tsan_atomic_signal_fence(int order)
{
    (void)order;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
}
