/* thread.c -- threads' stacks; threads that are cancelled, or joined by somebody who does not wait for ever. */
#include "sandbox/guest/region.h"

#include "sandbox/guest/result.h"

#include <pthread.h>
#include <time.h>

/* Our variables of each thread and our frames lie on its stack, too: it gets so much more than was asked for, or libc
 * would refuse the smallest. A stack that the program brings itself stays as it is, and may be too small for us. */
int __real_pthread_cancel(pthread_t thread);
int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *arg);
int thread_make(pthread_t *made, const pthread_attr_t *asked, void *(*run)(void *), void *arg)
{
    enum { OURS = 128 << 10 };
    pthread_attr_t larger;
    void *low = NULL;
    size_t size = 0;
    if (!asked || pthread_attr_getstack(asked, &low, &size) != 0)
        return REAL(pthread_create)(made, asked, run, arg);
    if ((uint64_t)low + size != 0) { /* where it begins is told as where it ends, less its size */
        if (size < OURS)
            guest_limit(RACE_LIMIT_CALL, "pthread_attr_setstack");
        return REAL(pthread_create)(made, asked, run, arg);
    }
    larger = *asked;
    (void)pthread_attr_getstacksize(asked, &size);
    (void)pthread_attr_setstacksize(&larger, size + OURS);
    return REAL(pthread_create)(made, &larger, run, arg);
}

/* Whoever is cancelled is woken where it sleeps, and tells libc itself, with its turn, where POSIX has a point of
 * cancellation: by libc's signal its handlers that clean up would run beside whoever has the turn, and unseen. */

bool task_cancelled(void)
{
    int state = PTHREAD_CANCEL_DISABLE;
    if (!me.task || !me.task->cancelled)
        return false;
    (void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
    (void)pthread_setcancelstate(state, NULL);
    return state == PTHREAD_CANCEL_ENABLE;
}

void task_test_cancel(void)
{
    if (!me.task || me.inside || !task_cancelled())
        return;
    guest_enter();
    core_acquire(core_object(task_key(me.task->person), OBJECT_SIGNAL));
    guest_leave();
    me.task->cancelled = 0; /* once: who cleans up may wait */
    (void)REAL(pthread_cancel)(pthread_self());
    pthread_testcancel();
}

void task_test_call(void)
{
    int type = PTHREAD_CANCEL_DEFERRED;
    if (!me.task || me.inside || !me.task->cancelled)
        return;
    (void)pthread_setcanceltype(PTHREAD_CANCEL_DEFERRED, &type);
    (void)pthread_setcanceltype(type, NULL);
    if (type == PTHREAD_CANCEL_ASYNCHRONOUS)
        task_test_cancel();
}

static bool may_be_cancelled(const struct task *t)
{
    return t->state == TASK_BLOCKED && t->block != BLOCK_MUTEX && t->block != BLOCK_SPIN && t->block != BLOCK_RWLOCK &&
           t->block != BLOCK_BARRIER && t->block != BLOCK_FUTEX;
}

WRAP(int, pthread_cancel, pthread_t thread)
{
    int code = 0;
    if (!guest_on())
        return REAL(pthread_cancel)(thread);
    guest_enter();
    struct task *t = task_of(thread);
    if (t) {
        sched_point(RACE_DOES_SEND, task_key(t->person), true);
        core_release(core_object(task_key(t->person), OBJECT_SIGNAL));
    }
    if (t && t->state != TASK_DEAD) {
        guest_cut(RACE_CUT_CANCEL);
        t->cancelled = 1;
        if (may_be_cancelled(t))
            t->state = TASK_RUNS;
    } else {
        code = REAL(pthread_cancel)(thread);
    }
    guest_leave();
    task_test_call();
    return code;
}
WRAP(void, pthread_testcancel, void)
{
    task_test_cancel();
    REAL(pthread_testcancel)();
}

WRAP(int, pthread_tryjoin_np, pthread_t thread, void **value)
{
    return guest_on() ? task_join(thread, value, NOT_AT_ALL, CALLER) : REAL(pthread_tryjoin_np)(thread, value);
}
WRAP(int, pthread_timedjoin_np, pthread_t thread, void **value, const struct timespec *until)
{
    return guest_on() ? task_join(thread, value, calls_until(until, CLOCK_REALTIME, true), CALLER)
                      : REAL(pthread_timedjoin_np)(thread, value, until);
}
WRAP(int, pthread_clockjoin_np, pthread_t thread, void **value, clockid_t clock, const struct timespec *until)
{
    return guest_on() ? task_join(thread, value, calls_until(until, clock, true), CALLER)
                      : REAL(pthread_clockjoin_np)(thread, value, clock, until);
}
