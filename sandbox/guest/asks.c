/* asks.c -- calls that ask how something stands: a process, by a number that is not the kernel's; a descriptor, a file.
 */
#include "sandbox/guest/region.h"

#include "sandbox/guest/result.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* It runs where the server put it (server.c: stay_here); it may ask how many workers to make, and is told of all. */
static void tell_cpus(cpu_set_t *set, size_t size)
{
    size = size < sizeof R->cpu ? size : sizeof R->cpu;
    if (CPU_COUNT(&R->cpu) == 1 && memcmp(set, &R->cpu, size) == 0)
        memcpy(set, &R->cpus, size);
}

/* About a process, or about a group of them: the numbers that the program was told are not the kernel's. */
long asks_process(struct call *c)
{
    const long asked[] = {c->arg[0], c->arg[1]};
    c->arg[0] = asked[0] > 0 ? task_real_pid((pid_t)asked[0]) : asked[0];
    if (c->number == SYS_setpgid)
        c->arg[1] = asked[1] > 0 ? task_real_pid((pid_t)asked[1]) : asked[1];
    long code = call_again(c);
    if (c->number == SYS_sched_getaffinity && code > 0)
        tell_cpus((cpu_set_t *)c->arg[2], (size_t)code);
    c->arg[0] = asked[0];
    c->arg[1] = asked[1];
    const bool is_pid = c->number == SYS_getpgid || c->number == SYS_getpgrp || c->number == SYS_getsid;
    return is_pid && code > 0 ? task_shown((pid_t)code) : code;
}

/* What is answered depends on who wrote before, so it is a step at that file, pipe or queue, or the orders that lead to
 * other answers would never be tried. libc asks with fstat and lseek all the time, and means nothing by it: only what
 * the program itself asks counts. */

/* Which signals wait: others change that without a step at anything of the kind. */
long asks_anything(struct call *c)
{
    guest_cut(RACE_CUT_LOOK);
    return trap_tells(c);
}

long asks_descriptor(struct call *c)
{
    channel_asked((int)c->arg[0]);
    return trap_tells(c);
}

long asks_path(struct call *c)
{
    const bool at = c->number == SYS_newfstatat || c->number == SYS_statx;
    const char *path = (const char *)c->arg[at];
    struct stat st;
    if (!path || *path == 0)
        return call_again(c); /* fstat, as libc makes it */
    if (SYS6(SYS_newfstatat, at ? c->arg[0] : AT_FDCWD, path, &st, 0, 0, 0) == 0 && !S_ISDIR(st.st_mode))
        sched_point(RACE_DOES_OTHER, (struct key){DOMAIN_FILE | st.st_dev, st.st_ino}, false);
    return trap_tells(c);
}

uint64_t asks_microseconds(const struct timespec *t)
{
    const uint64_t seconds_max = 1ULL << 40;
    if (!t)
        return 0;
    const uint64_t seconds = (uint64_t)t->tv_sec < seconds_max ? (uint64_t)t->tv_sec : seconds_max;
    return seconds * 1000000 + (uint64_t)t->tv_nsec / 1000;
}

bool asks_only_sleep(const struct call *c, uint64_t *us)
{
    const struct timespec *t = (const struct timespec *)c->arg[c->number == SYS_ppoll ? 2 : 4];
    const struct timeval *v = (const struct timeval *)c->arg[4];
    switch (c->number) {
    case SYS_poll:
        *us = (uint64_t)c->arg[2] * 1000;
        return c->arg[1] == 0 && (int)c->arg[2] > 0;
    case SYS_ppoll:
        *us = asks_microseconds(t);
        return c->arg[1] == 0 && *us > 0;
    case SYS_select:
        *us = v ? (uint64_t)v->tv_sec * 1000000 + (uint64_t)v->tv_usec : 0;
        return !c->arg[1] && !c->arg[2] && !c->arg[3] && *us > 0;
    case SYS_pselect6:
        *us = asks_microseconds(t);
        return !c->arg[1] && !c->arg[2] && !c->arg[3] && *us > 0;
    default:
        return false;
    }
}

/* When a poll or select is over; NOT_AT_ALL: it does not wait. */
uint64_t asks_until(const struct call *c)
{
    const bool selects = c->number == SYS_select || c->number == SYS_pselect6;
    const long limit = c->arg[selects ? 4 : c->number == SYS_epoll_wait || c->number == SYS_epoll_pwait ? 3 : 2];
    struct timespec t = {(int)limit / 1000, (int)limit % 1000 * 1000000L};
    if (selects || c->number == SYS_ppoll ? limit == 0 : (int)limit < 0)
        return 0;
    if (selects || c->number == SYS_ppoll)
        t = *(const struct timespec *)limit;
    t.tv_nsec *= c->number == SYS_select ? 1000 : 1;
    return t.tv_sec == 0 && t.tv_nsec == 0 ? NOT_AT_ALL : calls_until(&t, CLOCK_MONOTONIC, false);
}

/* poll and its kin, before they look. Of several descriptors one step cannot speak, and of epoll's none is known. */
void asks_polled(const struct call *c)
{
    const bool selects = c->number == SYS_select || c->number == SYS_pselect6;
    const bool lists = c->number == SYS_poll || c->number == SYS_ppoll;
    uint32_t count = 0;
    if (lists) {
        const struct pollfd *list = (const struct pollfd *)c->arg[0];
        for (long i = 0; i < c->arg[1]; i++, count++)
            channel_asked(list[i].fd);
    }
    for (int fd = 0; selects && fd < c->arg[0] && fd < FD_SETSIZE; fd++)
        for (int i = 0; i < 3; i++)
            if (c->arg[1 + i] && FD_ISSET(fd, (const fd_set *)c->arg[1 + i])) {
                channel_asked(fd);
                count++;
            }
    const struct timespec *t = NULL;
    if (selects || c->number == SYS_ppoll)
        t = (const struct timespec *)c->arg[selects ? 4 : 2];
    const bool looks = c->number == SYS_poll ? c->arg[2] == 0 : t && t->tv_sec == 0 && t->tv_nsec == 0;
    const bool sleeps = (selects || lists) && count == 0;
    if (!sleeps && (count != 1 || looks)) /* looks: also whether an end is closed, by exit */
        guest_cut(RACE_CUT_LOOK);
}

static void before_asking(int fd)
{
    guest_enter();
    channel_asked(fd);
    sched_point(RACE_DOES_OTHER, trap_names, false); /* how many names it has */
    core_release_all();
    core_acquire_all();
    guest_leave();
}

WRAP(int, fstat, int fd, struct stat *st)
{
    if (guest_on())
        before_asking(fd);
    const int code = REAL(fstat)(fd, st);
    if (code == 0)
        shadow_range(st, sizeof *st, true, CALLER);
    return code;
}
WRAP(int, fstat64, int fd, struct stat64 *st)
{
    if (guest_on())
        before_asking(fd);
    const int code = REAL(fstat64)(fd, st);
    if (code == 0)
        shadow_range(st, sizeof *st, true, CALLER);
    return code;
}
WRAP(off_t, lseek, int fd, off_t to, int from)
{
    if (guest_on())
        before_asking(fd);
    return REAL(lseek)(fd, to, from);
}
WRAP(off64_t, lseek64, int fd, off64_t to, int from)
{
    if (guest_on())
        before_asking(fd);
    return REAL(lseek64)(fd, to, from);
}

/* Such a call ends by itself after a time, which the model knows nothing of. */
WRAP(int, setsockopt, int fd, int level, int name, const void *value, socklen_t size)
{
    if (guest_on() && level == SOL_SOCKET && (name == SO_SNDTIMEO || name == SO_RCVTIMEO)) {
        guest_enter();
        guest_limit(RACE_LIMIT_CALL, "setsockopt() of a timeout");
        guest_leave();
    }
    return REAL(setsockopt)(fd, level, name, value, size);
}
