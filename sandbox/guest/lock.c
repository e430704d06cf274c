/* lock.c -- mutexes, condition variables, reader-writer locks, spin locks; C11's too. */
#include "sandbox/guest/lock.h"

#include "sandbox/guest/result.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <threads.h>

/* Taking is always "try, else give the turn away until somebody releases it": the lock's own state is libc's, so that
 * code which we do not see finds it as it should be. */

/* In private memory: does another process use its own copy of it? Looked at once, at the first use in this process;
 * where there are threads, each process may well mean its own. */
static void see_copy(struct object *o, uint64_t pc)
{
    if (o->reported || here.multi)
        return;
    o->reported = 1;
    for (uint32_t i = 1; i <= R->object_count && i < OBJECTS_MAX; i++) {
        const struct object *other = &R->object[i];
        if (other == o || other->kind != o->kind || other->key.at != o->key.at || !other->reported ||
            !(other->key.domain & DOMAIN_PRIVATE) || R->process[(uint32_t)other->key.domain % PROCESSES_MAX].multi)
            continue;
        core_misuse(RACE_PRIVATE_COPY, o, pc);
        return;
    }
}

/* A lock made by hand in a global variable, in a program without threads: whoever sets what was zero has it, and makes
 * it zero again to give it back. Only then it surely was one. */
void lock_by_hand(const volatile void *p, bool takes, uint64_t pc)
{
    if ((uint64_t)p - here.data_low >= here.data_high - here.data_low)
        return;
    guest_enter();
    struct object *o = core_object(core_key(p), OBJECT_ATOMIC);
    if (takes) {
        o->taken_at = pc;
        o->owner = me.id + 1;
    } else if (o->owner == me.id + 1) {
        see_copy(o, o->taken_at);
        o->owner = 0;
    }
    guest_leave();
}

/* Did another task do that, as a clock and its number, at no time that comes before what I do now? Asked of what lies
 * in shared memory or a global variable: a heap or a stack may hold another object there by now. */
static bool is_apart(const struct object *o, uint64_t then)
{
    const uint32_t task = then & 0xff;
    const bool stays = !(o->key.domain & DOMAIN_PRIVATE) || o->key.at - here.data_low < here.data_high - here.data_low;
    return then != 0 && stays && task != me.id && me.task->vc[task] < then >> 8;
}

/* A lock that two processes use through shared memory must say so, or libc may let one sleep for ever. */
void lock_seen(struct object *o, uint32_t misuse, bool shared, uint64_t pc)
{
    if (is_apart(o, o->maker))
        core_misuse(RACE_MADE_IN_USE, o, pc);
    o->user = me.tag;
    if (o->key.domain & DOMAIN_PRIVATE)
        see_copy(o, pc);
    if (o->key.domain & DOMAIN_PRIVATE || shared || o->reported || o->first_process == here.process)
        return;
    o->reported = 1;
    core_misuse(misuse, o, pc);
}

/* blocks: there is nothing to decide before it is free. Else others may come before. */
void lock_decide_unless(const struct object *o, uint32_t does, bool blocks, uint64_t pc)
{
    sched_call(pc);
    if (blocks)
        sched_next(does, o->key, true);
    else
        sched_point(does, o->key, true);
}

struct object *lock_begin_unless(const volatile void *p, uint32_t kind, uint32_t does, bool blocks, uint64_t pc)
{
    guest_enter();
    struct object *o = core_object(core_key(p), kind);
    o->kind = kind;
    weak_fence(); /* libc's locks are barriers */
    lock_decide_unless(o, does, blocks, pc);
    return o;
}
struct object *lock_begin(const volatile void *p, uint32_t kind, uint32_t does, uint64_t pc)
{
    return lock_begin_unless(p, kind, does, false, pc);
}

void lock_taken(struct object *o, uint64_t pc)
{
    core_acquire(o);
    if (o->kind != OBJECT_SEMAPHORE || !core_holds(o)) /* one that counts is taken again, and given by others */
        core_held(o, true);
    o->taken_at = pc;
    if (o->key.domain & DOMAIN_PRIVATE && o->key.at >= MAPPED_AT)
        o->stack = core_stack(pc);
    notes_taken(o, pc);
    o->owner = me.id + 1;
}

void lock_given(struct object *o)
{
    core_release(o);
    core_held(o, false);
    notes_given(o);
    o->owner = 0;
}

/* --- mutexes ------------------------------------------------------------------------------------------------------ */

static bool is_shared_mutex(const pthread_mutex_t *m)
{
    return m->__data.__kind & 128;
}

int __real_pthread_mutex_trylock(pthread_mutex_t *m);
int __real_pthread_mutex_unlock(pthread_mutex_t *m);

/* libc's trylock leaves a robust mutex locked that nobody made consistent; its lock does not. */
static bool is_lost(const pthread_mutex_t *m)
{
    return m->__data.__kind & 16 && m->__data.__owner == INT_MAX - 1;
}
static int mutex_try(pthread_mutex_t *m)
{
    return is_lost(m) ? ENOTRECOVERABLE : REAL(pthread_mutex_trylock)(m);
}

enum { DESTROYED_MUTEX = -1 }; /* its kind, as libc leaves it; another one was made by assignment */

/* What it was comes back: that it locks nothing would be told as a race, too. */
static void mutex_is_there(pthread_mutex_t *m, struct object *o, uint64_t pc)
{
    if (o->destroyed && m->__data.__kind == DESTROYED_MUTEX) {
        core_misuse(RACE_USED_DESTROYED, o, pc);
        m->__data.__kind = o->made_as;
    }
    o->destroyed = 0;
}

static int mutex_take(pthread_mutex_t *m, struct object *o, uint64_t until, uint64_t pc)
{
    for (;;) {
        int code = mutex_try(m);
        if (code != EBUSY)
            return code;
        if ((m->__data.__kind & 3) == PTHREAD_MUTEX_ERRORCHECK_NP && m->__data.__owner == (int)me.task->tid)
            return EDEADLK;
        if (!sched_block(BLOCK_MUTEX, o->key, until, pc))
            return ETIMEDOUT;
    }
}

static int mutex_lock(pthread_mutex_t *m, bool try, uint64_t until, uint64_t pc)
{
    const bool taken_already = m->__data.__lock != 0 && (m->__data.__kind & 127) == PTHREAD_MUTEX_TIMED_NP;
    struct object *o = lock_begin_unless(m, OBJECT_MUTEX, try ? RACE_DOES_OTHER : RACE_DOES_LOCK | STEP_TAKES,
                                         !try && taken_already, pc);
    mutex_is_there(m, o, pc);
    lock_seen(o, RACE_NOT_SHARED_MUTEX, is_shared_mutex(m), pc);
    sched_timed(until != 0);
    int code = try ? mutex_try(m) : mutex_take(m, o, until, pc);
    o->robust = (m->__data.__kind & 16) != 0;
    if (code == EOWNERDEAD && o->owner)
        core_join(me.task->vc, R->task[o->owner - 1].vc);
    if (code == EOWNERDEAD || (code == 0 && m->__data.__count <= 1)) /* not once more */
        lock_taken(o, pc);
    else
        sched_refused();
    guest_leave();
    return code;
}

/* Whoever may use it before has what memory held, or loses what it did: so others are to come before. */
void lock_init(const volatile void *p, uint32_t kind, uint64_t pc)
{
    struct object *o = lock_begin(p, kind, RACE_DOES_OTHER, pc);
    if (is_apart(o, o->user))
        core_misuse(RACE_MADE_IN_USE, o, pc);
    core_reset(o);
    o->maker = me.tag;
    o->user = 0;
    o->destroyed = 0;
    guest_leave();
}

/* Others are to be done with it, all of them. */
struct object *lock_destroy(const volatile void *p, uint32_t kind, uint32_t block, uint64_t pc)
{
    uint32_t waiting[TASKS_MAX];
    struct object *o = lock_begin(p, kind, RACE_DOES_OTHER, pc);
    if (is_apart(o, o->user) || sched_waiters(block, o->key, waiting) > 0)
        core_misuse(RACE_DESTROYED_IN_USE, o, pc);
    o->destroyed = 1;
    guest_leave();
    return o;
}

static void mutex_destroy(pthread_mutex_t *m, uint64_t pc)
{
    const int32_t kind = m->__data.__kind;
    lock_destroy(m, OBJECT_MUTEX, BLOCK_MUTEX, pc)->made_as = kind;
}

WRAP(int, pthread_mutex_init, pthread_mutex_t *m, const pthread_mutexattr_t *a)
{
    if (guest_on())
        lock_init(m, OBJECT_MUTEX, CALLER);
    return REAL(pthread_mutex_init)(m, a);
}
WRAP(int, pthread_mutex_destroy, pthread_mutex_t *m)
{
    if (guest_on())
        mutex_destroy(m, CALLER);
    return REAL(pthread_mutex_destroy)(m);
}
WRAP(int, pthread_mutex_lock, pthread_mutex_t *m)
{
    return guest_on() ? mutex_lock(m, false, 0, CALLER) : REAL(pthread_mutex_lock)(m);
}
WRAP(int, pthread_mutex_timedlock, pthread_mutex_t *m, const struct timespec *until)
{
    return guest_on() ? mutex_lock(m, false, calls_until(until, CLOCK_REALTIME, true), CALLER)
                      : REAL(pthread_mutex_timedlock)(m, until);
}
WRAP(int, pthread_mutex_clocklock, pthread_mutex_t *m, clockid_t clock, const struct timespec *until)
{
    return guest_on() ? mutex_lock(m, false, calls_until(until, clock, true), CALLER)
                      : REAL(pthread_mutex_clocklock)(m, clock, until);
}
int __wrap_pthread_mutex_trylock(pthread_mutex_t *m);
int __wrap_pthread_mutex_trylock(pthread_mutex_t *m)
{
    return guest_on() ? mutex_lock(m, true, 0, CALLER) : REAL(pthread_mutex_trylock)(m);
}

/* A child may give back the copy of a lock that its parent held when it forked: nobody here took that one. */
static bool mutex_is_mine(const pthread_mutex_t *m, const struct object *o)
{
    const bool copied = o->key.domain & DOMAIN_PRIVATE && m->__data.__lock != 0 && o->owner == 0;
    return core_holds(o) || copied || me.task->held_count >= HELD_MAX;
}

/* POSIX: of these kinds who does not hold it is told so (EPERM), and nothing happens. */
static bool mutex_refuses(const pthread_mutex_t *m)
{
    const int kind = m->__data.__kind & 3;
    return kind == PTHREAD_MUTEX_ERRORCHECK_NP || kind == PTHREAD_MUTEX_RECURSIVE_NP || m->__data.__kind & 16;
}

static int mutex_unlock(pthread_mutex_t *m, uint64_t pc)
{
    struct object *o = lock_begin(m, OBJECT_MUTEX, RACE_DOES_UNLOCK | STEP_GIVES, pc);
    const bool again = core_holds(o) && m->__data.__count > 1; /* a recursive one, taken more than once */
    if (!core_holds(o) || again)
        sched_refused();
    mutex_is_there(m, o, pc);
    if (!mutex_is_mine(m, o))
        core_misuse(mutex_refuses(m) ? RACE_UNLOCK_REFUSED : RACE_UNLOCK_NOT_HELD, o, pc);
    int code = REAL(pthread_mutex_unlock)(m);
    if (code == 0 && !again) { /* refused (EPERM), it orders nobody after us */
        lock_given(o);
        sched_wake(BLOCK_MUTEX, o->key);
    }
    guest_leave();
    return code;
}
int __wrap_pthread_mutex_unlock(pthread_mutex_t *m);
int __wrap_pthread_mutex_unlock(pthread_mutex_t *m)
{
    return guest_on() ? mutex_unlock(m, CALLER) : REAL(pthread_mutex_unlock)(m);
}

/* --- condition variables: who waits and who is woken is ours alone ------------------------------------------------ */

static bool is_shared_cond(const pthread_cond_t *c)
{
    return c->__data.__wrefs & 1;
}

/* Of two or more who wait, pthread_cond_signal() wakes one, and POSIX does not say whom. So all of them may go on, and
 * the first who does claims the signal: that is a step as any other, and each is tried as the first. `arrived` counts
 * the signals that nobody has claimed yet; `behind`, of who waits, those among them that came before he did, and are
 * for others alone. */
#define WOKEN UINT32_MAX /* behind, of who was told to go on: there is nothing to claim */

static bool may_claim(const struct object *o, const struct task *t)
{
    return t->behind < o->arrived && !t->timed_out;
}

/* Those who wait for it, and were not told to go on for sure. */
static uint32_t cond_waiters(const struct object *o, uint32_t *tasks)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < R->task_count; i++) {
        const struct task *t = &R->task[i];
        if (t->block == BLOCK_COND && t->block_key.domain == o->key.domain && t->block_key.at == o->key.at &&
            (t->state == TASK_BLOCKED ||
             (t->state == TASK_RUNS && t->behind != WOKEN && (t->interrupted || may_claim(o, t)))))
            tasks[n++] = i;
    }
    return n;
}

/* Who goes on takes the first signal that is for him, and others go on waiting if there is none left for them. */
static void cond_claim(struct object *o)
{
    uint32_t waiting[TASKS_MAX], wanted = 0;
    const uint32_t mine = me.task->behind, n = cond_waiters(o, waiting);
    const bool claims = may_claim(o, me.task) && !task_cancelled();
    o->arrived -= claims;
    for (uint32_t i = 0; i < n; i++) {
        struct task *t = &R->task[waiting[i]];
        t->behind -= claims && t->behind > mine;
        t->state = may_claim(o, t) || t->cancelled || t->interrupted ? TASK_RUNS : TASK_BLOCKED;
        wanted += may_claim(o, t);
    }
    o->arrived = wanted ? o->arrived : 0; /* all for whom it was went on without it */
}

/* As long as somebody waits for it who has not been woken, it belongs to his mutex: `count` is that one. */
static void cond_binds(struct object *o, const struct object *lock, uint64_t pc)
{
    uint32_t waiting[TASKS_MAX];
    const uint32_t mutex = (uint32_t)(lock - R->object);
    if (cond_waiters(o, waiting) > o->arrived && o->count != mutex)
        core_misuse(RACE_COND_TWO_MUTEXES, o, pc);
    o->count = mutex;
}

/* A handler that runs meanwhile ends no wait, and no signal is lost: nobody has his turn within it. */
static bool cond_sleep(const struct object *o, uint64_t until, uint64_t pc)
{
    bool in_time = sched_block(BLOCK_COND, o->key, until, pc);
    while (in_time && me.task->interrupted && me.task->behind != WOKEN && !may_claim(o, me.task) && !task_cancelled()) {
        me.task->state = TASK_BLOCKED;
        guest_handle_now();
        me.task->state = TASK_RUNS;
        in_time = sched_block(BLOCK_COND, o->key, until, pc);
    }
    return in_time;
}

static int cond_wait(pthread_cond_t *c, pthread_mutex_t *m, uint64_t until, uint64_t pc)
{
    task_test_cancel();
    struct object *o = lock_begin(c, OBJECT_COND, RACE_DOES_WAIT, pc);
    struct object *lock = core_object(core_key(m), OBJECT_MUTEX);
    lock_seen(o, RACE_NOT_SHARED_COND, is_shared_cond(c), pc);
    mutex_is_there(m, lock, pc);
    if (!mutex_is_mine(m, lock) && !mutex_refuses(m))
        core_misuse(RACE_COND_NOT_HELD, lock, pc);
    cond_binds(o, lock, pc);
    guest_handle_now(); /* of signals that came before: nobody wakes early by them */
    int code = REAL(pthread_mutex_unlock)(m);
    if (code != 0) { /* not held, and so made that it says so: libc does not wait then */
        guest_leave();
        return code;
    }
    lock_given(lock);
    sched_wake(BLOCK_MUTEX, lock->key);
    const bool early = !task_cancelled() && until == 0 && early_ends(pc, false);
    if (early)
        early_ended(RACE_DOES_WAKE);
    me.task->behind = o->arrived;
    bool woken = task_cancelled() || early || cond_sleep(o, until, pc);
    cond_claim(o);
    lock_decide_unless(lock, RACE_DOES_LOCK | STEP_TAKES, m->__data.__lock != 0, pc);
    code = mutex_take(m, lock, 0, pc);
    if (code == 0 || code == EOWNERDEAD)
        lock_taken(lock, pc);
    else
        sched_refused();
    guest_leave();
    task_test_cancel(); /* with the mutex: so it is for the handlers that clean up */
    return code ? code : woken ? 0 : ETIMEDOUT;
}

static int cond_signal(pthread_cond_t *c, bool all, uint64_t pc)
{
    uint32_t waiting[TASKS_MAX];
    struct object *o = lock_begin(c, OBJECT_COND, RACE_DOES_POST, pc);
    lock_seen(o, RACE_NOT_SHARED_COND, is_shared_cond(c), pc);
    const uint32_t n = cond_waiters(o, waiting);
    const bool claimed = !all && n > 1;
    o->arrived = !claimed ? 0 : o->arrived < n ? o->arrived + 1 : n;
    for (uint32_t i = 0; i < n; i++) {
        struct task *t = &R->task[waiting[i]];
        t->behind = claimed ? t->behind : WOKEN;
        t->state = TASK_RUNS;
    }
    guest_leave();
    return 0;
}

WRAP(int, pthread_cond_init, pthread_cond_t *c, const pthread_condattr_t *a)
{
    if (guest_on())
        lock_init(c, OBJECT_COND, CALLER);
    return REAL(pthread_cond_init)(c, a);
}
WRAP(int, pthread_cond_wait, pthread_cond_t *c, pthread_mutex_t *m)
{
    return guest_on() ? cond_wait(c, m, 0, CALLER) : REAL(pthread_cond_wait)(c, m);
}
WRAP(int, pthread_cond_timedwait, pthread_cond_t *c, pthread_mutex_t *m, const struct timespec *until)
{
    const clockid_t clock = c->__data.__wrefs & 2 ? CLOCK_MONOTONIC : CLOCK_REALTIME;
    return guest_on() ? cond_wait(c, m, calls_until(until, clock, true), CALLER)
                      : REAL(pthread_cond_timedwait)(c, m, until);
}
WRAP(int, pthread_cond_clockwait, pthread_cond_t *c, pthread_mutex_t *m, clockid_t clock, const struct timespec *until)
{
    return guest_on() ? cond_wait(c, m, calls_until(until, clock, true), CALLER)
                      : REAL(pthread_cond_clockwait)(c, m, clock, until);
}
WRAP(int, pthread_cond_signal, pthread_cond_t *c)
{
    return guest_on() ? cond_signal(c, false, CALLER) : REAL(pthread_cond_signal)(c);
}
WRAP(int, pthread_cond_broadcast, pthread_cond_t *c)
{
    return guest_on() ? cond_signal(c, true, CALLER) : REAL(pthread_cond_broadcast)(c);
}

/* --- reader-writer locks: readers release into a second clock, which only writers acquire ------------------------- */

static _Thread_local struct {
    const void *lock;
    bool writes;
} rwlocks[8];

int __real_pthread_rwlock_trywrlock(pthread_rwlock_t *l);
int __real_pthread_rwlock_tryrdlock(pthread_rwlock_t *l);

/* Made so that no reader comes in while a writer waits. libc knows of no writer who waits, for he sleeps with us:
 * `arrived` counts them. (PTHREAD_RWLOCK_PREFER_WRITER_NP lets readers in, as libc does.) */
static bool is_for_writers(const pthread_rwlock_t *l)
{
    return l->__data.__flags == PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP;
}

static int rwlock_try(pthread_rwlock_t *l, const struct object *o, bool writes)
{
    if (writes)
        return REAL(pthread_rwlock_trywrlock)(l);
    return is_for_writers(l) && o->arrived > 0 ? EBUSY : REAL(pthread_rwlock_tryrdlock)(l);
}

static int rwlock_wait(pthread_rwlock_t *l, struct object *o, bool writes, uint64_t until, uint64_t pc)
{
    int code;
    o->arrived += writes;
    while ((code = rwlock_try(l, o, writes)) == EBUSY)
        if (!sched_block(BLOCK_RWLOCK, o->key, until, pc)) {
            code = ETIMEDOUT;
            break;
        }
    o->arrived -= writes;
    if (writes && code != 0)
        sched_wake(BLOCK_RWLOCK, o->key); /* readers waited for him alone */
    return code;
}

static int rwlock_take(pthread_rwlock_t *l, bool writes, bool try, uint64_t until, uint64_t pc)
{
    /* A reader may come in before another leaves: that order is to be tried, too. */
    const uint32_t takes = writes && !is_for_writers(l) ? STEP_TAKES : 0;
    struct object *o = lock_begin(l, OBJECT_RWLOCK, try ? RACE_DOES_OTHER : RACE_DOES_LOCK | takes, pc);
    lock_seen(o, RACE_NOT_SHARED_RWLOCK, l->__data.__shared != 0, pc);
    sched_timed(until != 0);
    int code = rwlock_try(l, o, writes);
    if (code == EBUSY && !try)
        code = l->__data.__cur_writer == (int)me.task->tid ? EDEADLK : rwlock_wait(l, o, writes, until, pc);
    if (code == 0) {
        lock_taken(o, pc);
        if (writes && o->clock2)
            core_join(me.task->vc, R->clock[o->clock2]);
        for (int i = 0; i < 8; i++)
            if (!rwlocks[i].lock) {
                rwlocks[i].lock = l;
                rwlocks[i].writes = writes;
                break;
            }
    } else {
        sched_refused();
    }
    guest_leave();
    return code;
}

WRAP(int, pthread_rwlock_init, pthread_rwlock_t *l, const pthread_rwlockattr_t *a)
{
    if (guest_on())
        lock_init(l, OBJECT_RWLOCK, CALLER);
    return REAL(pthread_rwlock_init)(l, a);
}
WRAP(int, pthread_rwlock_rdlock, pthread_rwlock_t *l)
{
    return guest_on() ? rwlock_take(l, false, false, 0, CALLER) : REAL(pthread_rwlock_rdlock)(l);
}
WRAP(int, pthread_rwlock_wrlock, pthread_rwlock_t *l)
{
    return guest_on() ? rwlock_take(l, true, false, 0, CALLER) : REAL(pthread_rwlock_wrlock)(l);
}
WRAP(int, pthread_rwlock_timedrdlock, pthread_rwlock_t *l, const struct timespec *t)
{
    return guest_on() ? rwlock_take(l, false, false, calls_until(t, CLOCK_REALTIME, true), CALLER)
                      : REAL(pthread_rwlock_timedrdlock)(l, t);
}
WRAP(int, pthread_rwlock_timedwrlock, pthread_rwlock_t *l, const struct timespec *t)
{
    return guest_on() ? rwlock_take(l, true, false, calls_until(t, CLOCK_REALTIME, true), CALLER)
                      : REAL(pthread_rwlock_timedwrlock)(l, t);
}
WRAP(int, pthread_rwlock_clockrdlock, pthread_rwlock_t *l, clockid_t clock, const struct timespec *t)
{
    return guest_on() ? rwlock_take(l, false, false, calls_until(t, clock, true), CALLER)
                      : REAL(pthread_rwlock_clockrdlock)(l, clock, t);
}
WRAP(int, pthread_rwlock_clockwrlock, pthread_rwlock_t *l, clockid_t clock, const struct timespec *t)
{
    return guest_on() ? rwlock_take(l, true, false, calls_until(t, clock, true), CALLER)
                      : REAL(pthread_rwlock_clockwrlock)(l, clock, t);
}
int __wrap_pthread_rwlock_tryrdlock(pthread_rwlock_t *l);
int __wrap_pthread_rwlock_tryrdlock(pthread_rwlock_t *l)
{
    return guest_on() ? rwlock_take(l, false, true, 0, CALLER) : REAL(pthread_rwlock_tryrdlock)(l);
}
int __wrap_pthread_rwlock_trywrlock(pthread_rwlock_t *l);
int __wrap_pthread_rwlock_trywrlock(pthread_rwlock_t *l)
{
    return guest_on() ? rwlock_take(l, true, true, 0, CALLER) : REAL(pthread_rwlock_trywrlock)(l);
}
WRAP(int, pthread_rwlock_unlock, pthread_rwlock_t *l)
{
    if (!guest_on())
        return REAL(pthread_rwlock_unlock)(l);
    struct object *o = lock_begin(l, OBJECT_RWLOCK, RACE_DOES_UNLOCK | STEP_GIVES, CALLER);
    bool writes = true;
    for (int i = 0; i < 8; i++)
        if (rwlocks[i].lock == l) {
            writes = rwlocks[i].writes;
            rwlocks[i].lock = NULL;
            break;
        }
    core_join(core_clock(writes ? &o->clock : &o->clock2), me.task->vc);
    core_tick();
    core_held(o, false);
    o->owner = 0;
    int code = REAL(pthread_rwlock_unlock)(l);
    sched_wake(BLOCK_RWLOCK, o->key);
    guest_leave();
    return code;
}

/* --- spin locks --------------------------------------------------------------------------------------------------- */

int __real_pthread_spin_trylock(pthread_spinlock_t *l);
static int spin_take(pthread_spinlock_t *l, bool try, uint64_t pc)
{
    struct object *o = lock_begin(l, OBJECT_SPIN, try ? RACE_DOES_OTHER : RACE_DOES_LOCK | STEP_TAKES, pc);
    int code;
    while ((code = REAL(pthread_spin_trylock)(l)) == EBUSY && !try)
        (void)sched_block(BLOCK_SPIN, o->key, 0, pc);
    if (code == 0)
        lock_taken(o, pc);
    guest_leave();
    return code;
}
WRAP(int, pthread_spin_lock, pthread_spinlock_t *l)
{
    return guest_on() ? spin_take(l, false, CALLER) : REAL(pthread_spin_lock)(l);
}
int __wrap_pthread_spin_trylock(pthread_spinlock_t *l);
int __wrap_pthread_spin_trylock(pthread_spinlock_t *l)
{
    return guest_on() ? spin_take(l, true, CALLER) : REAL(pthread_spin_trylock)(l);
}
WRAP(int, pthread_spin_unlock, pthread_spinlock_t *l)
{
    if (!guest_on())
        return REAL(pthread_spin_unlock)(l);
    struct object *o = lock_begin(l, OBJECT_SPIN, RACE_DOES_UNLOCK | STEP_GIVES, CALLER);
    lock_given(o);
    int code = REAL(pthread_spin_unlock)(l);
    sched_wake(BLOCK_SPIN, o->key);
    guest_leave();
    return code;
}

/* --- streams: a lock that is part of stdio ------------------------------------------------------------------------ */

int __real_ftrylockfile(FILE *f);
static int stream_take(FILE *f, bool try, uint64_t pc)
{
    struct object *o = lock_begin(f, OBJECT_MUTEX, try ? RACE_DOES_OTHER : RACE_DOES_LOCK | STEP_TAKES, pc);
    int code;
    while ((code = REAL(ftrylockfile)(f)) != 0 && !try)
        (void)sched_block(BLOCK_MUTEX, o->key, 0, pc);
    if (code == 0)
        lock_taken(o, pc);
    guest_leave();
    return code;
}
WRAP(void, flockfile, FILE *f)
{
    if (guest_on())
        (void)stream_take(f, false, CALLER);
    else
        REAL(flockfile)(f);
}
int __wrap_ftrylockfile(FILE *f);
int __wrap_ftrylockfile(FILE *f)
{
    return guest_on() ? stream_take(f, true, CALLER) : REAL(ftrylockfile)(f);
}
WRAP(void, funlockfile, FILE *f)
{
    if (!guest_on()) {
        REAL(funlockfile)(f);
        return;
    }
    struct object *o = lock_begin(f, OBJECT_MUTEX, RACE_DOES_UNLOCK | STEP_GIVES, CALLER);
    lock_given(o);
    REAL(funlockfile)(f);
    sched_wake(BLOCK_MUTEX, o->key);
    guest_leave();
}

/* --- C11: in glibc the same objects under other names ------------------------------------------------------------- */

static int c11(int code)
{
    return code == 0 ? thrd_success : code == EBUSY ? thrd_busy : code == ETIMEDOUT ? thrd_timedout : thrd_error;
}
WRAP(int, mtx_init, mtx_t *m, int type)
{
    if (guest_on())
        lock_init(m, OBJECT_MUTEX, CALLER);
    return REAL(mtx_init)(m, type);
}
WRAP(void, mtx_destroy, mtx_t *m)
{
    if (guest_on())
        mutex_destroy((pthread_mutex_t *)m, CALLER);
    REAL(mtx_destroy)(m);
}
WRAP(int, mtx_lock, mtx_t *m)
{
    return guest_on() ? c11(mutex_lock((pthread_mutex_t *)m, false, 0, CALLER)) : REAL(mtx_lock)(m);
}
WRAP(int, mtx_timedlock, mtx_t *m, const struct timespec *t)
{
    return guest_on() ? c11(mutex_lock((pthread_mutex_t *)m, false, calls_until(t, CLOCK_REALTIME, true), CALLER))
                      : REAL(mtx_timedlock)(m, t);
}
WRAP(int, mtx_trylock, mtx_t *m)
{
    return guest_on() ? c11(mutex_lock((pthread_mutex_t *)m, true, 0, CALLER)) : REAL(mtx_trylock)(m);
}
WRAP(int, mtx_unlock, mtx_t *m)
{
    return guest_on() ? c11(mutex_unlock((pthread_mutex_t *)m, CALLER)) : REAL(mtx_unlock)(m);
}
WRAP(int, cnd_wait, cnd_t *c, mtx_t *m)
{
    return guest_on() ? c11(cond_wait((pthread_cond_t *)c, (pthread_mutex_t *)m, 0, CALLER)) : REAL(cnd_wait)(c, m);
}
WRAP(int, cnd_timedwait, cnd_t *c, mtx_t *m, const struct timespec *t)
{
    const uint64_t until = guest_on() ? calls_until(t, CLOCK_REALTIME, true) : 0;
    return guest_on() ? c11(cond_wait((pthread_cond_t *)c, (pthread_mutex_t *)m, until, CALLER))
                      : REAL(cnd_timedwait)(c, m, t);
}
WRAP(int, cnd_signal, cnd_t *c)
{
    return guest_on() ? c11(cond_signal((pthread_cond_t *)c, false, CALLER)) : REAL(cnd_signal)(c);
}
WRAP(int, cnd_broadcast, cnd_t *c)
{
    return guest_on() ? c11(cond_signal((pthread_cond_t *)c, true, CALLER)) : REAL(cnd_broadcast)(c);
}
