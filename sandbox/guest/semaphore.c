/* semaphore.c -- POSIX semaphores without a name. */
#include "sandbox/guest/lock.h"

#include "sandbox/guest/result.h"

#include <errno.h>
#include <semaphore.h>
#include <time.h>

WRAP(int, sem_init, sem_t *s, int shared, unsigned value)
{
    if (guest_on()) {
        lock_init(s, OBJECT_SEMAPHORE, CALLER);
        struct object *o = core_object(core_key(s), OBJECT_SEMAPHORE);
        uint32_t asleep[TASKS_MAX];
        for (uint32_t n = sched_waiters(BLOCK_SEMAPHORE, o->key, asleep); n > 0; n--)
            R->task[asleep[n - 1]].lost = 1;
        o->shared = shared != 0;
        o->shared_known = 1;
    }
    return REAL(sem_init)(s, shared, value);
}

WRAP(int, sem_destroy, sem_t *s)
{
    if (guest_on())
        (void)lock_destroy(s, OBJECT_SEMAPHORE, BLOCK_SEMAPHORE, CALLER);
    return REAL(sem_destroy)(s);
}

/* libc uses a destroyed one as if it were still there. */
static void sem_is_there(struct object *o, uint64_t pc)
{
    if (o->destroyed)
        core_misuse(RACE_USED_DESTROYED, o, pc);
    o->destroyed = 0;
}

/* Taking need not come after giving where two may pass at once: then both orders are to be tried, also for whoever
 * stands before it already. */
static void sem_sees(struct object *o, sem_t *s)
{
    int value = 0;
    (void)sem_getvalue(s, &value);
    o->many = o->many || value > 1;
    for (uint32_t i = 0; o->many && i < R->task_count; i++)
        if (R->task[i].next.key.domain == o->key.domain && R->task[i].next.key.at == o->key.at)
            R->task[i].next.pairs = 0;
}

/* Memory that nobody made a semaphore of: zeroes look like one that is 0, and who sleeps at that is not woken when it
 * becomes one. So it matters who comes first. */
static bool is_raw(const struct object *o)
{
    const uint64_t domain = o->key.domain;
    const bool has_name =
        !(domain >> 32) && domain > 0 && domain <= SEGMENTS_MAX && R->segment[domain - 1].kind == SEGMENT_SEMAPHORE;
    return !has_name && !o->maker && !o->shared_known;
}

/* False: the time is over. libc counts its sleepers in the semaphore: with sem_init() they are forgotten, and whatever
 * it holds then, nobody wakes them; a signal does. */
static bool sem_sleep(const struct object *o, uint64_t until, uint64_t pc)
{
    bool in_time;
    do
        in_time = sched_block(BLOCK_SEMAPHORE, o->key, until, pc);
    while (in_time && me.task->lost && !me.pending && !task_cancelled());
    me.task->lost = 0;
    return in_time;
}

int __real_sem_trywait(sem_t *s);
static int sem_take(sem_t *s, bool try, uint64_t until, uint64_t pc)
{
    int code, error = 0, value = 1;
    if (!try)
        task_test_cancel();
    (void)sem_getvalue(s, &value);
    guest_enter();
    struct object *known = core_object(core_key(s), OBJECT_SEMAPHORE);
    known->many = known->many || value > 1;
    const bool raw = is_raw(known);
    guest_leave();
    const uint32_t does = try ? RACE_DOES_OTHER : RACE_DOES_WAIT | (known->many || raw ? 0U : (uint32_t)STEP_TAKES);
    struct object *o = lock_begin_unless(s, OBJECT_SEMAPHORE, does, !try && value == 0 && !raw, pc);
    sem_is_there(o, pc);
    lock_seen(o, RACE_NOT_SHARED_SEMAPHORE, !o->shared_known || o->shared, pc);
    sched_timed(until != 0);
    while ((code = REAL(sem_trywait)(s)) < 0) {
        error = errno;
        if (try || error != EAGAIN || task_cancelled())
            break;
        if (!sem_sleep(o, until, pc)) {
            error = ETIMEDOUT;
            break;
        }
        if (signal_interrupts()) {
            error = EINTR;
            break;
        }
    }
    if (code == 0)
        lock_taken(o, pc);
    guest_leave();
    if (code < 0) {
        task_test_cancel();
        errno = error;
    }
    return code;
}
WRAP(int, sem_wait, sem_t *s)
{
    return guest_on() ? sem_take(s, false, 0, CALLER) : REAL(sem_wait)(s);
}
int __wrap_sem_trywait(sem_t *s);
int __wrap_sem_trywait(sem_t *s)
{
    return guest_on() ? sem_take(s, true, 0, CALLER) : REAL(sem_trywait)(s);
}
WRAP(int, sem_timedwait, sem_t *s, const struct timespec *until)
{
    return guest_on() ? sem_take(s, false, calls_until(until, CLOCK_REALTIME, true), CALLER)
                      : REAL(sem_timedwait)(s, until);
}
WRAP(int, sem_clockwait, sem_t *s, clockid_t clock, const struct timespec *until)
{
    return guest_on() ? sem_take(s, false, calls_until(until, clock, true), CALLER)
                      : REAL(sem_clockwait)(s, clock, until);
}
WRAP(int, sem_getvalue, sem_t *s, int *value)
{
    if (!guest_on())
        return REAL(sem_getvalue)(s, value);
    struct object *o = lock_begin(s, OBJECT_SEMAPHORE, RACE_DOES_OTHER, CALLER);
    core_acquire(o); /* POSIX promises nothing here, but who sees the count sees whoever posted */
    guest_leave();
    shadow_range(value, sizeof *value, true, CALLER);
    return REAL(sem_getvalue)(s, value);
}
WRAP(int, sem_post, sem_t *s)
{
    if (!guest_on())
        return REAL(sem_post)(s);
    struct object *o = lock_begin(s, OBJECT_SEMAPHORE, RACE_DOES_POST | STEP_GIVES, CALLER);
    sem_is_there(o, CALLER);
    lock_seen(o, RACE_NOT_SHARED_SEMAPHORE, !o->shared_known || o->shared, CALLER);
    int code = REAL(sem_post)(s), error = errno;
    if (code == 0) { /* not more than SEM_VALUE_MAX */
        lock_given(o);
        sem_sees(o, s);
        sched_wake(BLOCK_SEMAPHORE, o->key);
    }
    guest_leave();
    errno = error;
    return code;
}
