/* calls.c -- the calls that programs make most, without the detour through the kernel; pids and time as they are shown.
 */
#include "sandbox/guest/region.h"

#include "sandbox/guest/result.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

enum { PIDS_FROM = 1000 };

static long modelled(long number, long a, long b, long c, uint64_t pc)
{
    struct call call = {number, {a, b, c, 0, 0, 0}, pc};
    task_test_cancel();
    libc_called(pc);
    guest_enter();
    long code = trap_call(&call);
    guest_leave();
    libc_left();
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
/* For its line: libc's own open() says only where the function was called that calls it. */
static int opened(const char *path, int flags, mode_t mode, uint64_t pc)
{
    return (int)modelled(SYS_open, (long)path, flags, mode, pc);
}
int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = va_arg(args, mode_t);
    va_end(args);
    return guest_on() ? opened(path, flags, mode, CALLER) : REAL(open)(path, flags, mode);
}
int __wrap_open64(const char *path, int flags, ...);
int __wrap_open64(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = va_arg(args, mode_t);
    va_end(args);
    return guest_on() ? opened(path, flags, mode, CALLER) : REAL(open)(path, flags, mode);
}
WRAP(int, close, int fd)
{
    return guest_on() ? (int)modelled(SYS_close, fd, 0, 0, CALLER) : REAL(close)(fd);
}
WRAP(int, flock, int fd, int operation)
{
    return guest_on() ? (int)modelled(SYS_flock, fd, operation, 0, CALLER) : REAL(flock)(fd, operation);
}
static int controls(int fd, int command, long arg, uint64_t pc)
{
    const bool locks = command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK || command == F_OFD_SETLKW;
    const bool asks = command == F_GETLK || command == F_OFD_GETLK;
    if (locks || asks)
        shadow_range((const void *)arg, sizeof(struct flock), false, pc);
    const int code = (int)modelled(SYS_fcntl, fd, command, arg, pc), error = errno;
    if (asks && code == 0)
        shadow_range((const void *)arg, sizeof(struct flock), true, pc);
    errno = error;
    return code;
}
int __real_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...)
{
    va_list args;
    va_start(args, command);
    long arg = va_arg(args, long);
    va_end(args);
    return guest_on() ? controls(fd, command, arg, CALLER) : REAL(fcntl)(fd, command, arg);
}
int __wrap_fcntl64(int fd, int command, ...);
int __wrap_fcntl64(int fd, int command, ...)
{
    va_list args;
    va_start(args, command);
    long arg = va_arg(args, long);
    va_end(args);
    return guest_on() ? controls(fd, command, arg, CALLER) : REAL(fcntl)(fd, command, arg);
}

/* Did a handler end it? None restarts it. */
static bool sleep_us(uint64_t us)
{
    guest_enter();
    sched_yield_to_others(us);
    const bool ended = me.pending != 0;
    guest_leave();
    task_test_cancel();
    return ended;
}
WRAP(unsigned, sleep, unsigned seconds)
{
    if (!guest_on())
        return REAL(sleep)(seconds);
    return sleep_us(seconds * 1000000ULL) ? seconds : 0; /* how long it slept already nobody can say */
}
WRAP(int, usleep, useconds_t us)
{
    if (!guest_on())
        return REAL(usleep)(us);
    if (!sleep_us(us))
        return 0;
    errno = EINTR;
    return -1;
}
WRAP(int, nanosleep, const struct timespec *time, struct timespec *rest)
{
    if (!guest_on())
        return REAL(nanosleep)(time, rest);
    shadow_range(time, sizeof *time, false, CALLER);
    return (int)modelled(SYS_nanosleep, (long)time, (long)rest, 0, CALLER);
}
WRAP(int, sched_yield, void)
{
    if (!guest_on())
        return REAL(sched_yield)();
    (void)sleep_us(0);
    return 0;
}
WRAP(int, thrd_sleep, const struct timespec *time, struct timespec *rest)
{
    if (!guest_on())
        return REAL(thrd_sleep)(time, rest);
    shadow_range(time, sizeof *time, false, CALLER);
    const bool ended = sleep_us(asks_microseconds(time));
    if (ended && rest)
        *rest = *time;
    return ended ? -1 : 0;
}
WRAP(void, thrd_yield, void)
{
    if (guest_on())
        (void)sleep_us(0);
    else
        REAL(thrd_yield)();
}

/* What a clock shows when a schedule begins. */
static uint64_t begins_at(clockid_t clock)
{
    const bool date = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI;
    const bool used = clock == CLOCK_PROCESS_CPUTIME_ID || clock == CLOCK_THREAD_CPUTIME_ID;
    return (date ? 1700000000ULL : used ? 0 : 1000ULL) * 1000000;
}

uint64_t calls_until(const struct timespec *t, clockid_t clock, bool absolute)
{
    const uint64_t us = asks_microseconds(t), begin = begins_at(clock);
    if (!t)
        return 0;
    return 1 + (!absolute ? R->now_us + us : us > begin ? us - begin : 0);
}

/* Time passes by steps and sleeps only, so that it is the same in every run. Elsewhere it is another: what a program
 * does with it is not only a matter of order, and no set is called complete. */
static bool virtual_ns(clockid_t clock, uint64_t *ns)
{
    enum { CLOCKS = 12 };
    guest_cut(RACE_CUT_CLOCK);
    R->now_us++;
    *ns = (begins_at(clock) + R->now_us) * 1000;
    return clock >= 0 && clock < CLOCKS;
}

/* clock_gettime, gettimeofday, time, times, getrusage, where libc or the program asks the kernel. */
long calls_time(struct call *c)
{
    uint64_t ns;
    struct call asked = *c;
    const bool has_clock = c->number == SYS_clock_gettime;
    const bool known = virtual_ns(has_clock ? (clockid_t)c->arg[0] : CLOCK_REALTIME, &ns);
    const long code = call_again(&asked), us = (long)R->now_us;
    if (code < 0 || !known)
        return code;
    if (has_clock)
        *(struct timespec *)c->arg[1] = (struct timespec){(time_t)(ns / 1000000000), (long)(ns % 1000000000)};
    if (c->number == SYS_gettimeofday && c->arg[0])
        *(struct timeval *)c->arg[0] = (struct timeval){(time_t)(ns / 1000000000), (suseconds_t)(ns / 1000 % 1000000)};
    if (c->number == SYS_time && c->arg[0])
        *(time_t *)c->arg[0] = (time_t)(ns / 1000000000);
    if (c->number == SYS_times && c->arg[0])
        *(struct tms *)c->arg[0] = (struct tms){.tms_utime = us / 10000};
    if (c->number == SYS_getrusage) {
        struct rusage *used = (struct rusage *)c->arg[1];
        used->ru_utime = (struct timeval){us / 1000000, us % 1000000};
        used->ru_stime = (struct timeval){0, 0};
    }
    return c->number == SYS_time ? (long)(ns / 1000000000) : c->number == SYS_times ? us / 10000 : code;
}

int __real_clock_gettime(clockid_t clock, struct timespec *t);
static int tell_time(clockid_t clock, struct timespec *t, uint64_t pc)
{
    uint64_t ns;
    if (!guest_on() || !virtual_ns(clock, &ns))
        return REAL(clock_gettime)(clock, t);
    shadow_range(t, sizeof *t, true, pc);
    *t = (struct timespec){(time_t)(ns / 1000000000), (long)(ns % 1000000000)};
    return 0;
}
int __wrap_clock_gettime(clockid_t clock, struct timespec *t);
int __wrap_clock_gettime(clockid_t clock, struct timespec *t)
{
    return tell_time(clock, t, CALLER);
}
WRAP(int, timespec_get, struct timespec *t, int base)
{
    const bool seen = guest_on() && base == TIME_UTC && tell_time(CLOCK_REALTIME, t, CALLER) == 0;
    return seen ? base : REAL(timespec_get)(t, base);
}
WRAP(int, gettimeofday, struct timeval *restrict t, void *restrict zone)
{
    uint64_t ns;
    if (!guest_on() || !t || !virtual_ns(CLOCK_REALTIME, &ns))
        return REAL(gettimeofday)(t, zone);
    shadow_range(t, sizeof *t, true, CALLER);
    *t = (struct timeval){(time_t)(ns / 1000000000), (suseconds_t)(ns / 1000 % 1000000)};
    return 0;
}
WRAP(time_t, time, time_t *t)
{
    uint64_t ns;
    if (!guest_on() || !virtual_ns(CLOCK_REALTIME, &ns))
        return REAL(time)(t);
    const time_t now = (time_t)(ns / 1000000000);
    if (t) {
        shadow_range(t, sizeof *t, true, CALLER);
        *t = now;
    }
    return now;
}

/* Programs print their pids and name files by them: the same in every schedule, so that results can be compared. */
pid_t task_shown_pid(uint32_t process)
{
    return process == NOBODY ? 1 : (pid_t)(PIDS_FROM + process);
}
pid_t task_shown(pid_t real)
{
    for (uint32_t i = R->process_count; i > 0; i--)
        if (R->process[i - 1].pid == (uint32_t)real)
            return task_shown_pid(i - 1);
    return real;
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
