/* barrier.c -- barriers, and what is done once. */
#include "sandbox/guest/lock.h"

#include "sandbox/guest/result.h"

#include <pthread.h>
#include <string.h>
#include <threads.h>

WRAP(int, pthread_barrier_init, pthread_barrier_t *b, const pthread_barrierattr_t *a, unsigned n)
{
    if (guest_on()) {
        int shared = 0;
        if (a)
            (void)pthread_barrierattr_getpshared(a, &shared);
        lock_init(b, OBJECT_BARRIER, CALLER);
        struct object *o = core_object(core_key(b), OBJECT_BARRIER);
        o->shared = shared != 0;
    }
    return REAL(pthread_barrier_init)(b, a, n);
}

/* How many it is for, as libc keeps it there: a child has one from before fork(), too, but as an object of its own. */
static uint32_t wanted(const pthread_barrier_t *b)
{
    struct {
        uint32_t in, round, count;
    } kept;
    memcpy(&kept, b, sizeof kept);
    return kept.count;
}

WRAP(int, pthread_barrier_wait, pthread_barrier_t *b)
{
    if (!guest_on())
        return REAL(pthread_barrier_wait)(b);
    struct object *o = lock_begin(b, OBJECT_BARRIER, RACE_DOES_WAIT, CALLER);
    lock_seen(o, RACE_NOT_SHARED_BARRIER, o->shared, CALLER);
    const uint32_t generation = o->generation, count = wanted(b);
    /* Two clocks in turn: one round's must not be cleared before all have acquired it. */
    uint32_t *clock = generation & 1 ? &o->clock2 : &o->clock;
    uint32_t *values = core_clock(clock);
    if (o->arrived++ == 0)
        for (uint32_t i = 0; i < R->task_count; i++)
            values[i] = 0;
    core_join(values, me.task->vc);
    core_tick();
    int code = 0;
    if (o->arrived >= count) {
        o->arrived = 0;
        o->generation++;
        sched_wake(BLOCK_BARRIER, o->key);
        code = PTHREAD_BARRIER_SERIAL_THREAD;
    }
    while (o->generation == generation)
        (void)sched_block(BLOCK_BARRIER, o->key, 0, CALLER);
    core_join(me.task->vc, values);
    guest_leave();
    return code;
}

/* Whoever was at it was cancelled: another one begins anew. */
static void once_undone(void *object)
{
    struct object *o = object;
    guest_enter();
    o->count = 0;
    sched_wake(BLOCK_MUTEX, o->key);
    guest_leave();
}

static void run_once(void (*run)(void), struct object *o)
{
    pthread_cleanup_push(once_undone, o);
    run();
    pthread_cleanup_pop(0);
}

/* count: is somebody at it? That it is done stands where libc has it, and so a child has it, too. */
static int once(int *state, void (*run)(void), uint64_t pc)
{
    enum { DONE = 2 };
    struct object *o = lock_begin(state, OBJECT_OTHER, RACE_DOES_LOCK, pc);
    while (o->count)
        (void)sched_block(BLOCK_MUTEX, o->key, 0, pc);
    if (*state != DONE) {
        o->count = 1;
        guest_leave();
        run_once(run, o);
        guest_enter();
        core_release(o);
        *state = DONE;
        o->count = 0;
        sched_wake(BLOCK_MUTEX, o->key);
    }
    core_acquire(o);
    guest_leave();
    return 0;
}
WRAP(int, pthread_once, pthread_once_t *o, void (*run)(void))
{
    return guest_on() ? once(o, run, CALLER) : REAL(pthread_once)(o, run);
}
WRAP(void, call_once, once_flag *o, void (*run)(void))
{
    if (guest_on())
        (void)once((int *)o, run, CALLER);
    else
        REAL(call_once)(o, run);
}
