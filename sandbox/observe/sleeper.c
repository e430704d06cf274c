/* sleeper.c -- one task that sleeps, as /proc tells it. */
#include "sandbox/observe/sleeper.h"

#include "sandbox/base/err.h"
#include "sandbox/event.h"

#include <inttypes.h>
#include <linux/sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/msg.h>
#include <sys/syscall.h>

enum when { NEVER, ALWAYS, IF_POINTER, IF_COUNT };

/* Every call in which a task may sleep until somebody else does something, or a time is over: what it is, and when it
 * ends by itself: always, when an argument is no NULL, or when it is no negative int. */
static const struct row {
    int64_t call;
    unsigned is; /* enum sleeper_trait */
    enum when timed;
    int arg;
} rows[] = {
    {SYS_restart_syscall, 0, ALWAYS, 0}, /* hides what it goes on with */
    {SYS_read, SLEEPER_MOVES | SLEEPER_ON_FD, NEVER, 0},
    {SYS_readv, SLEEPER_MOVES | SLEEPER_ON_FD, NEVER, 0},
    {SYS_write, SLEEPER_MOVES | SLEEPER_ON_FD, NEVER, 0},
    {SYS_writev, SLEEPER_MOVES | SLEEPER_ON_FD, NEVER, 0},
    {SYS_recvfrom, SLEEPER_MOVES | SLEEPER_ON_FD, NEVER, 0},
    {SYS_recvmsg, SLEEPER_MOVES | SLEEPER_ON_FD, NEVER, 0},
    {SYS_sendto, SLEEPER_MOVES | SLEEPER_ON_FD, NEVER, 0},
    {SYS_sendmsg, SLEEPER_MOVES | SLEEPER_ON_FD, NEVER, 0},
    {SYS_sendfile, SLEEPER_MOVES, NEVER, 0},
    {SYS_splice, SLEEPER_MOVES, NEVER, 0},
    {SYS_recvmmsg, 0, IF_POINTER, 4},
    {SYS_accept, SLEEPER_WAITS | SLEEPER_ON_FD, NEVER, 0},
    {SYS_accept4, SLEEPER_WAITS | SLEEPER_ON_FD, NEVER, 0},
    {SYS_connect, SLEEPER_WAITS, NEVER, 0},
    {SYS_flock, SLEEPER_WAITS, NEVER, 0},
    {SYS_wait4, SLEEPER_WAITS | SLEEPER_NO_FD, NEVER, 0},
    {SYS_waitid, SLEEPER_WAITS | SLEEPER_NO_FD, NEVER, 0},
    {SYS_nanosleep, SLEEPER_WAITS | SLEEPER_PAUSES, ALWAYS, 0},
    {SYS_clock_nanosleep, SLEEPER_WAITS | SLEEPER_PAUSES, ALWAYS, 0},
    {SYS_futex, SLEEPER_WAITS | SLEEPER_NO_FD | SLEEPER_PAUSES, IF_POINTER, 3},
#ifdef SYS_futex_waitv
    {SYS_futex_waitv, SLEEPER_WAITS, IF_POINTER, 3},
#endif
    {SYS_rt_sigsuspend, SLEEPER_WAITS | SLEEPER_NO_FD, NEVER, 0},
    {SYS_rt_sigtimedwait, SLEEPER_WAITS | SLEEPER_NO_FD | SLEEPER_PAUSES, IF_POINTER, 2},
    {SYS_semop, SLEEPER_WAITS | SLEEPER_NO_FD, NEVER, 0},
    {SYS_semtimedop, SLEEPER_WAITS | SLEEPER_NO_FD, IF_POINTER, 3},
    {SYS_msgrcv, SLEEPER_WAITS | SLEEPER_NO_FD, NEVER, 0},
    {SYS_msgsnd, SLEEPER_WAITS | SLEEPER_NO_FD, NEVER, 0},
    {SYS_mq_timedsend, SLEEPER_WAITS, IF_POINTER, 4},
    {SYS_mq_timedreceive, SLEEPER_WAITS, IF_POINTER, 4},
    {SYS_io_getevents, 0, IF_POINTER, 4},
    {SYS_ppoll, SLEEPER_WAITS | SLEEPER_POLLS | SLEEPER_HAS_LIST, IF_POINTER, 2},
    {SYS_pselect6, SLEEPER_WAITS | SLEEPER_POLLS | SLEEPER_HAS_SETS, IF_POINTER, 4},
    {SYS_epoll_pwait, SLEEPER_WAITS | SLEEPER_POLLS, IF_COUNT, 3},
#ifdef SYS_epoll_pwait2
    {SYS_epoll_pwait2, SLEEPER_WAITS | SLEEPER_POLLS, IF_POINTER, 3},
#endif
#ifdef SYS_poll /* and what else only older machines have */
    {SYS_poll, SLEEPER_WAITS | SLEEPER_POLLS | SLEEPER_HAS_LIST, IF_COUNT, 2},
    {SYS_select, SLEEPER_WAITS | SLEEPER_POLLS | SLEEPER_HAS_SETS, IF_POINTER, 4},
    {SYS_epoll_wait, SLEEPER_WAITS | SLEEPER_POLLS, IF_COUNT, 3},
    {SYS_pause, SLEEPER_WAITS | SLEEPER_NO_FD, NEVER, 0},
#endif
};

/* 32 and 33, which the C library sends between the threads of one process (pthread_cancel, setuid). */
static const uint64_t internal_signals = UINT64_C(3) << 31;

static const struct row *row_of(int64_t call)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].call == call)
            return &rows[i];
    return NULL;
}

bool sleeper_call_is(int64_t call, enum sleeper_trait trait)
{
    const struct row *row = row_of(call);
    return row && (row->is & trait);
}

bool sleeper_is_epoll(int64_t call)
{
    return sleeper_call_is(call, SLEEPER_POLLS) && !sleeper_call_is(call, SLEEPER_HAS_LIST) &&
           !sleeper_call_is(call, SLEEPER_HAS_SETS);
}

bool sleeper_is_timed(const struct sleeper *sleeper)
{
    const struct row *row = row_of(sleeper->call);
    if (!row || row->timed == NEVER)
        return false;
    uint64_t arg = sleeper->arg[row->arg];
    return row->timed == ALWAYS || (row->timed == IF_POINTER ? arg != 0 : (int32_t)(uint32_t)arg >= 0);
}

uint64_t sleeper_word_at(const struct sleeper *sleeper, size_t *size)
{
    size_t all = sizeof sleeper->word;
    bool has_list = sleeper_call_is(sleeper->call, SLEEPER_HAS_LIST);
    bool has_sets = sleeper_call_is(sleeper->call, SLEEPER_HAS_SETS);
    *size = all;
    if (sleeper->call == SYS_futex)
        return sleeper->arg[0];
    if (has_list) /* 8 bytes for each descriptor */
        *size = sleeper->arg[1] < all / 8 ? (size_t)sleeper->arg[1] * 8 : all;
    if (has_sets) /* a bit for each, in whole longs */
        *size = sleeper->arg[0] < all * 8 ? ((size_t)sleeper->arg[0] + 63) / 64 * 8 : all;
    return *size == 0 ? 0 : has_list ? sleeper->arg[0] : has_sets ? sleeper->arg[1] : 0;
}

/* "0 0x3 0x7ffd... (six arguments) SP PC"; "running"; "-1 SP PC" for one that sleeps outside any call. */
static bool parse_call(const char *text, struct sleeper *out)
{
    uint64_t value[8];
    char *end = NULL;
    out->call = strtoll(text, &end, 10);
    if (end == text || out->call < 0)
        return false;
    for (size_t i = 0; i < 8; i++) {
        const char *at = end;
        value[i] = strtoull(at, &end, 16);
        if (end == at)
            return false;
    }
    memcpy(out->arg, value, sizeof out->arg);
    out->sp = value[6];
    out->pc = value[7];
    return true;
}

bool sleeper_number(const char *text, const char *key, int base, uint64_t *out)
{
    const char *at = strstr(text, key);
    if (at)
        *out = strtoull(at + strlen(key), NULL, base);
    return at != NULL;
}

bool sleeper_is_vfork(const struct sleeper *sleeper)
{
#ifdef SYS_vfork
    if (sleeper->call == SYS_vfork)
        return true;
#endif
    return sleeper->call == SYS_clone && (sleeper->arg[0] & CLONE_VFORK);
}

/* A parent in vfork() is woken by no signal but SIGKILL (a tracer's other ones wait, even if they are to end it): that
 * its child was stopped it hears when the child has gone on. */
static enum sleeper_state state_of(char letter, bool in_call, uint64_t signals, const struct sleeper *sleeper)
{
    if (letter == 'Z' || letter == 'X')
        return SLEEPER_DEAD;
    if (letter == 'T' || letter == 't')
        return SLEEPER_STOPPED;
    bool in_vfork = letter == 'D' && sleeper_is_vfork(sleeper);
    uint64_t wakes = in_vfork ? UINT64_C(1) << (SIGKILL - 1) : UINT64_MAX;
    return (letter == 'S' || in_vfork) && in_call && !(signals & wakes) ? SLEEPER_ASLEEP : SLEEPER_AWAKE;
}

/* What else an argument or a mask tells of its wait. The smallest number of the signals counts: one is enough. */
static void tell_more(uint64_t blocked_signals, uint64_t ignored, bool is_chld_held, struct sleeper *out)
{
    bool pauses = out->call == SYS_rt_sigsuspend;
    bool is_wait = out->call == SYS_wait4 || out->call == SYS_waitid;
#ifdef SYS_pause
    pauses |= out->call == SYS_pause;
#endif
    int size = 0;
    out->path[0] = 0;
    if (pauses && blocked_signals != 0)
        size = snprintf(out->path, sizeof out->path, "%d", __builtin_ctzll(blocked_signals) + 1);
    if (pauses && ignored != 0)
        CHECK(snprintf(out->path + size, sizeof out->path - (size_t)size, "!%" PRIx64, ignored) > 0);
    if (is_wait && is_chld_held)
        CHECK(snprintf(out->path, sizeof out->path, "%d", SIGCHLD) > 0);
    if (out->call == SYS_msgrcv && !(out->arg[4] & MSG_EXCEPT))
        CHECK(snprintf(out->path, sizeof out->path, "%" PRId64, (int64_t)out->arg[3]) > 0);
}

void sleeper_parse(const char *call, const char *status, struct sleeper *out)
{
    uint64_t own, shared, blocked, ignored, caught;
    const char *state = strstr(status, "\nState:\t");
    bool in_call = parse_call(call, out);
    out->state = SLEEPER_AWAKE;
    out->bits = 0;
    if (!state || !sleeper_number(status, "\nSigPnd:", 16, &own) || !sleeper_number(status, "\nShdPnd:", 16, &shared) ||
        !sleeper_number(status, "\nSigBlk:", 16, &blocked) || !sleeper_number(status, "\nSigIgn:", 16, &ignored) ||
        !sleeper_number(status, "\nSigCgt:", 16, &caught) ||
        !sleeper_number(status, "\nvoluntary_ctxt_switches:", 10, &out->voluntary) ||
        !sleeper_number(status, "\nnonvoluntary_ctxt_switches:", 10, &out->involuntary))
        return;
    out->state = state_of(state[8], in_call, (own | shared) & ~blocked, out);
    if (!in_call) {
        out->call = -1;
        memset(out->arg, 0, sizeof out->arg);
        out->sp = out->pc = 0;
    }
    tell_more((own | shared) & blocked & caught & ~internal_signals, ignored,
              blocked & caught & UINT64_C(1) << (SIGCHLD - 1), out);
    out->bits |= caught & ~blocked & ~internal_signals ? BLOCKED_CATCHES : 0;
    out->bits |= out->state == SLEEPER_DEAD ? BLOCKED_DEAD : 0;
    out->bits |= out->state == SLEEPER_STOPPED ? BLOCKED_STOPPED : 0;
    out->bits |= out->state == SLEEPER_AWAKE ? BLOCKED_UNSURE : 0;
}

bool sleeper_is_same(const struct sleeper *a, const struct sleeper *b)
{
    return a->state == b->state && a->state != SLEEPER_AWAKE && a->call == b->call &&
           memcmp(a->arg, b->arg, sizeof a->arg) == 0 && a->sp == b->sp && a->pc == b->pc &&
           a->voluntary == b->voluntary && a->involuntary == b->involuntary;
}
