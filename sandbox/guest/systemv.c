/* systemv.c -- System V's semaphores, message queues and segments: calls that wait, and by which they come and go. */
#include "sandbox/guest/region.h"

#include "sandbox/guest/result.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/syscall.h>

/* Of System V's objects, all together: ftok() makes them from numbers that are others in each schedule. */
static const struct key trap_keys = {DOMAIN_KERNEL | (uint64_t)KERNEL_PATH << 32, 2};

/* Which semaphores of a set somebody has taken and not given back, to be told of a race: he was not without a lock. */
static void holds_some(uint64_t set, const struct sembuf *ops, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct object *o = core_object(kernel_key(KERNEL_SEMOP, set | (ops[i].sem_num + 1ULL) << 32), OBJECT_SEMAPHORE);
        if (ops[i].sem_op != 0 && core_holds(o) != (ops[i].sem_op < 0)) /* one that counts is taken again and again */
            core_held(o, ops[i].sem_op < 0);
    }
}

/* Of several operations the first that is not possible says whether to wait. */
static bool ops_wait(const struct call *c)
{
    const struct sembuf *ops = (const struct sembuf *)c->arg[1];
    for (long i = 0; i < c->arg[2]; i++) {
        long value = SYS6(SYS_semctl, c->arg[0], ops[i].sem_num, GETVAL, 0, 0, 0);
        for (long k = 0; k < i; k++)
            value += ops[k].sem_num == ops[i].sem_num ? ops[k].sem_op : 0;
        if (ops[i].sem_op < 0 ? value + ops[i].sem_op < 0 : ops[i].sem_op == 0 && value != 0)
            return !(ops[i].sem_flg & IPC_NOWAIT);
    }
    return true;
}

/* semop, msgsnd, msgrcv: tried without waiting, again when somebody changed the set or queue. */
long system_v(struct call *c)
{
    struct sembuf ops[64];
    const bool semaphores = c->number == SYS_semop || c->number == SYS_semtimedop;
    const long busy = c->number == SYS_msgrcv ? -ENOMSG : -EAGAIN;
    struct key key = kernel_key(semaphores ? KERNEL_SEMOP : KERNEL_MESSAGE, (uint32_t)c->arg[0]);
    struct object *o = core_object(key, OBJECT_OTHER);
    bool waits = true;
    struct call tried = *c;
    sched_point(RACE_DOES_WAIT, key, true);
    if (semaphores) {
        size_t n = (size_t)c->arg[2];
        if (n > 64)
            return call_again(c);
        memcpy(ops, (const void *)c->arg[1], n * sizeof ops[0]);
        for (size_t i = 0; i < n; i++)
            ops[i].sem_flg |= IPC_NOWAIT;
        tried.arg[1] = (long)ops;
    } else {
        int flags = c->number == SYS_msgrcv ? 4 : 3;
        waits = !(c->arg[flags] & IPC_NOWAIT);
        tried.arg[flags] |= IPC_NOWAIT;
    }
    core_release(o); /* even if it must wait: at worst an order too much, which accuses nobody */
    long code;
    const struct timespec *limit = c->number == SYS_semtimedop ? (const struct timespec *)c->arg[3] : NULL;
    const uint64_t until = calls_until(limit, CLOCK_MONOTONIC, false);
    bool waited = false;
    while ((code = call_again(&tried)) == busy && waits && (!semaphores || ops_wait(c))) {
        if (!sched_block(BLOCK_QUEUE, key, until, c->pc))
            return -EAGAIN;
        if (me.pending || (!semaphores && task_cancelled()))
            return -EINTR; /* after a handler these never go on, SA_RESTART or not: signal(7) */
        waited = true;
    }
    if (code == -EINVAL && waited)
        code = -EIDRM; /* to who sleeps in it the kernel says that it was removed */
    if (code == -EIDRM || code == -EINVAL)
        core_acquire(o); /* that it is gone tells of who removed it */
    if (code < 0)
        return code;
    for (size_t i = 0; semaphores && i < (size_t)c->arg[2]; i++)
        if (ops[i].sem_flg & SEM_UNDO) { /* the kernel gives back for the dead */
            core_acquire_all();
            guest_cut(RACE_CUT_UNDO);
            break;
        }
    if (semaphores)
        holds_some((uint32_t)c->arg[0], ops, (size_t)c->arg[2]);
    core_acquire(o);
    sched_wake(BLOCK_QUEUE, key);
    return code;
}

long system_v_control(struct call *c)
{
    const bool semaphores = c->number == SYS_semctl;
    struct key key = kernel_key(semaphores ? KERNEL_SEMOP : KERNEL_MESSAGE, (uint32_t)c->arg[0]);
    sched_point(RACE_DOES_OTHER, key, true);
    core_release(core_object(key, OBJECT_OTHER));
    core_release(core_object(trap_keys, OBJECT_OTHER)); /* IPC_RMID: nobody gets it by its key any more */
    long code = call_again(c);
    core_acquire(core_object(key, OBJECT_OTHER));
    sched_wake(BLOCK_QUEUE, key);
    return code;
}

/* How many have it attached others change without a step, and so whether it is there still for who attaches it once it
 * was removed. Who removes it after all others have ended, and were waited for, does nothing that any order changes. */
long system_v_segment(struct call *c)
{
    bool is_last = c->arg[1] == IPC_RMID && !shadow_others_live();
    for (uint32_t i = 0; i < R->process_count && is_last; i++)
        is_last = i == here.process || R->process[i].reaped;
    if (!is_last)
        guest_cut(RACE_CUT_LOOK);
    return trap_tells(c);
}

/* Whether there is one with this key tells of who made or removed it. */
long system_v_get(struct call *c)
{
    char id[24];
    const bool asks = c->arg[0] != IPC_PRIVATE;
    if (asks) {
        sched_point(RACE_DOES_OTHER, trap_keys, true);
        core_release(core_object(trap_keys, OBJECT_OTHER));
    }
    long code = call_again(c);
    if (asks)
        core_acquire(core_object(trap_keys, OBJECT_OTHER));
    if (code >= 0) {
        (void)snprintf(id, sizeof id, "%ld", code);
        core_made(c->number == SYS_shmget   ? MADE_SYSV_SHM
                  : c->number == SYS_semget ? MADE_SYSV_SEM
                                            : MADE_SYSV_QUEUE,
                  id);
    }
    return code;
}
