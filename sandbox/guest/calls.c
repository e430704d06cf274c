/* calls.c -- the calls that programs make most, without the detour through the kernel; pids and time as they are shown.
 */
#include "sandbox/guest/region.h"

#include "sandbox/guest/result.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { PIDS_FROM = 1000 };

static long modelled(long number, long a, long b, long c, uint64_t pc)
{
    struct call call = {number, {a, b, c, 0, 0, 0}, pc};
    task_test_cancel();
    guest_enter();
    long code = trap_call(&call);
    guest_leave();
    task_test_cancel();
    if (code < 0) {
        errno = (int)-code;
        return -1;
    }
    return code;
}

WRAP(ssize_t, read, int fd, void *p, size_t size)
{
    if (!guest_on())
        return REAL(read)(fd, p, size);
    ssize_t n = modelled(SYS_read, fd, (long)p, (long)size, CALLER);
    int error = errno;
    if (n > 0)
        shadow_range(p, (uint64_t)n, true, CALLER);
    errno = error;
    return n;
}
WRAP(ssize_t, write, int fd, const void *p, size_t size)
{
    if (!guest_on())
        return REAL(write)(fd, p, size);
    shadow_range(p, size, false, CALLER);
    return modelled(SYS_write, fd, (long)p, (long)size, CALLER);
}
WRAP(int, close, int fd)
{
    return guest_on() ? (int)modelled(SYS_close, fd, 0, 0, CALLER) : REAL(close)(fd);
}
WRAP(int, flock, int fd, int operation)
{
    return guest_on() ? (int)modelled(SYS_flock, fd, operation, 0, CALLER) : REAL(flock)(fd, operation);
}
int __real_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...)
{
    va_list args;
    va_start(args, command);
    long arg = va_arg(args, long);
    va_end(args);
    return guest_on() ? (int)modelled(SYS_fcntl, fd, command, arg, CALLER) : REAL(fcntl)(fd, command, arg);
}
int __wrap_fcntl64(int fd, int command, ...);
int __wrap_fcntl64(int fd, int command, ...)
{
    va_list args;
    va_start(args, command);
    long arg = va_arg(args, long);
    va_end(args);
    return guest_on() ? (int)modelled(SYS_fcntl, fd, command, arg, CALLER) : REAL(fcntl)(fd, command, arg);
}

static void sleep_us(uint64_t us)
{
    guest_enter();
    sched_yield_to_others(us);
    guest_leave();
    task_test_cancel();
}
WRAP(unsigned, sleep, unsigned seconds)
{
    if (!guest_on())
        return REAL(sleep)(seconds);
    sleep_us(seconds * 1000000ULL);
    return 0;
}
WRAP(int, usleep, useconds_t us)
{
    if (!guest_on())
        return REAL(usleep)(us);
    sleep_us(us);
    return 0;
}
WRAP(int, nanosleep, const struct timespec *time, struct timespec *rest)
{
    if (!guest_on())
        return REAL(nanosleep)(time, rest);
    return (int)modelled(SYS_nanosleep, (long)time, (long)rest, 0, CALLER);
}
WRAP(int, sched_yield, void)
{
    if (!guest_on())
        return REAL(sched_yield)();
    sleep_us(0);
    return 0;
}
WRAP(int, thrd_sleep, const struct timespec *time, struct timespec *rest)
{
    if (!guest_on())
        return REAL(thrd_sleep)(time, rest);
    sleep_us((uint64_t)time->tv_sec * 1000000 + (uint64_t)time->tv_nsec / 1000);
    return 0;
}
WRAP(void, thrd_yield, void)
{
    if (guest_on())
        sleep_us(0);
    else
        REAL(thrd_yield)();
}

/* Time passes by steps and sleeps only, so that it is the same in every run. */
static uint64_t virtual_ns(clockid_t clock)
{
    R->now_us++;
    return ((clock == CLOCK_REALTIME ? 1700000000ULL : 1000ULL) * 1000000 + R->now_us) * 1000;
}
WRAP(int, clock_gettime, clockid_t clock, struct timespec *t)
{
    if (!guest_on() || (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC))
        return REAL(clock_gettime)(clock, t);
    uint64_t ns = virtual_ns(clock);
    *t = (struct timespec){(time_t)(ns / 1000000000), (long)(ns % 1000000000)};
    return 0;
}
struct timeval;
WRAP(int, gettimeofday, struct timeval *restrict t, void *restrict zone)
{
    if (!guest_on() || !t)
        return REAL(gettimeofday)(t, zone);
    uint64_t us = virtual_ns(CLOCK_REALTIME) / 1000;
    t->tv_sec = (time_t)(us / 1000000);
    t->tv_usec = (suseconds_t)(us % 1000000);
    return 0;
}
WRAP(time_t, time, time_t *t)
{
    if (!guest_on())
        return REAL(time)(t);
    time_t now = (time_t)(virtual_ns(CLOCK_REALTIME) / 1000000000);
    if (t)
        *t = now;
    return now;
}

/* Programs print their pids and name files by them: the same in every schedule, so that results can be compared. */
pid_t task_shown_pid(uint32_t process)
{
    return process == NOBODY ? 1 : (pid_t)(PIDS_FROM + process);
}
pid_t task_real_pid(pid_t shown)
{
    uint32_t process = (uint32_t)shown - PIDS_FROM;
    return process < R->process_count ? (pid_t)R->process[process].pid : shown;
}

WRAP(pid_t, getpid, void)
{
    return me.task ? task_shown_pid(here.process) : REAL(getpid)();
}
WRAP(pid_t, getppid, void)
{
    const struct process *p = &R->process[here.process];
    if (!me.task)
        return REAL(getppid)();
    if (guest_on() && p->parent != NOBODY) { /* has it ended? */
        guest_enter();
        sched_point(RACE_DOES_OTHER, task_ends(R->process[p->parent].parent), false);
        guest_leave();
    }
    return p->parent == NOBODY || R->process[p->parent].threads_alive == 0 ? 1 : task_shown_pid(p->parent);
}
WRAP(pid_t, gettid, void)
{
    if (!me.task)
        return REAL(gettid)();
    return me.task->kind == KIND_THREAD ? (pid_t)(PIDS_FROM + PROCESSES_MAX + me.task->person)
                                        : task_shown_pid(here.process);
}
