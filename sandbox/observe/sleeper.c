/* sleeper.c -- one task that sleeps, as /proc tells it. */
#include "sandbox/observe/sleeper.h"

#include "sandbox/event.h"

#include <linux/sched.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>

/* Calls that end by themselves when a time is over: always, when an argument is no NULL, or when it is no negative int.
 */
static const struct {
    int64_t call;
    enum { ALWAYS, IF_POINTER, IF_COUNT } when;
    int arg;
} timed[] = {
    {SYS_restart_syscall, ALWAYS, 0}, /* hides what it goes on with */
    {SYS_nanosleep, ALWAYS, 0},        {SYS_clock_nanosleep, ALWAYS, 0},
    {SYS_futex, IF_POINTER, 3},
#ifdef SYS_futex_waitv
    {SYS_futex_waitv, IF_POINTER, 3},
#endif
    {SYS_ppoll, IF_POINTER, 2},        {SYS_pselect6, IF_POINTER, 4},
    {SYS_epoll_pwait, IF_COUNT, 3},
#ifdef SYS_epoll_pwait2
    {SYS_epoll_pwait2, IF_POINTER, 3},
#endif
    {SYS_semtimedop, IF_POINTER, 3},   {SYS_rt_sigtimedwait, IF_POINTER, 2},
    {SYS_mq_timedsend, IF_POINTER, 4}, {SYS_mq_timedreceive, IF_POINTER, 4},
    {SYS_recvmmsg, IF_POINTER, 4},     {SYS_io_getevents, IF_POINTER, 4},
#ifdef SYS_poll /* and what else only older machines have */
    {SYS_poll, IF_COUNT, 2},           {SYS_select, IF_POINTER, 4},
    {SYS_epoll_wait, IF_COUNT, 3},
#endif
};

/* 32 and 33, which the C library sends between the threads of one process (pthread_cancel, setuid). */
static const uint64_t internal_signals = UINT64_C(3) << 31;

bool sleeper_is_timed(const struct sleeper *sleeper)
{
    for (size_t i = 0; i < sizeof timed / sizeof timed[0]; i++) {
        if (timed[i].call != sleeper->call)
            continue;
        uint64_t arg = sleeper->arg[timed[i].arg];
        return timed[i].when == ALWAYS || (timed[i].when == IF_POINTER ? arg != 0 : (int32_t)(uint32_t)arg >= 0);
    }
    return false;
}

uint64_t sleeper_word_at(const struct sleeper *sleeper, size_t *size)
{
    size_t all = sizeof sleeper->word;
    bool is_poll = sleeper->call == SYS_ppoll, is_select = sleeper->call == SYS_pselect6;
#ifdef SYS_poll
    is_poll |= sleeper->call == SYS_poll;
    is_select |= sleeper->call == SYS_select;
#endif
    *size = all;
    if (sleeper->call == SYS_futex)
        return sleeper->arg[0];
    if (is_poll) /* 8 bytes for each descriptor */
        *size = sleeper->arg[1] < all / 8 ? (size_t)sleeper->arg[1] * 8 : all;
    if (is_select) /* a bit for each, in whole longs */
        *size = sleeper->arg[0] < all * 8 ? ((size_t)sleeper->arg[0] + 63) / 64 * 8 : all;
    return *size == 0 ? 0 : is_poll ? sleeper->arg[0] : is_select ? sleeper->arg[1] : 0;
}

static bool is_one_of(const int64_t *calls, size_t count, int64_t call)
{
    for (size_t i = 0; i < count; i++)
        if (calls[i] == call)
            return true;
    return false;
}

bool sleeper_polls(const struct sleeper *sleeper)
{
    static const int64_t calls[] = {
        SYS_ppoll,        SYS_pselect6, SYS_epoll_pwait,
#ifdef SYS_epoll_pwait2
        SYS_epoll_pwait2,
#endif
#ifdef SYS_poll
        SYS_poll,         SYS_select,   SYS_epoll_wait,
#endif
    };
    return is_one_of(calls, sizeof calls / sizeof *calls, sleeper->call);
}

bool sleeper_is_on_fd(const struct sleeper *sleeper)
{
    static const int64_t calls[] = {
        SYS_read,    SYS_readv,   SYS_write,  SYS_writev, SYS_recvfrom,
        SYS_recvmsg, SYS_sendmsg, SYS_sendto, SYS_accept, SYS_accept4,
    };
    return is_one_of(calls, sizeof calls / sizeof *calls, sleeper->call);
}

bool sleeper_needs_no_fd(const struct sleeper *sleeper)
{
    static const int64_t calls[] = {
        SYS_wait4, SYS_waitid,     SYS_futex,  SYS_rt_sigsuspend, SYS_rt_sigtimedwait,
        SYS_semop, SYS_semtimedop, SYS_msgrcv, SYS_msgsnd,
#ifdef SYS_pause
        SYS_pause,
#endif
    };
    return sleeper_is_vfork(sleeper) || is_one_of(calls, sizeof calls / sizeof *calls, sleeper->call);
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

static enum sleeper_state state_of(char letter, bool in_call, bool has_signal, const struct sleeper *sleeper)
{
    if (letter == 'Z' || letter == 'X')
        return SLEEPER_DEAD;
    if (letter == 'T' || letter == 't')
        return SLEEPER_STOPPED;
    bool sleeps = letter == 'S' || (letter == 'D' && sleeper_is_vfork(sleeper));
    return sleeps && in_call && !has_signal ? SLEEPER_ASLEEP : SLEEPER_AWAKE;
}

void sleeper_parse(const char *call, const char *status, struct sleeper *out)
{
    uint64_t own, shared, blocked, caught;
    const char *state = strstr(status, "\nState:\t");
    bool in_call = parse_call(call, out);
    out->state = SLEEPER_AWAKE;
    out->bits = 0;
    if (!state || !sleeper_number(status, "\nSigPnd:", 16, &own) || !sleeper_number(status, "\nShdPnd:", 16, &shared) ||
        !sleeper_number(status, "\nSigBlk:", 16, &blocked) || !sleeper_number(status, "\nSigCgt:", 16, &caught) ||
        !sleeper_number(status, "\nvoluntary_ctxt_switches:", 10, &out->voluntary) ||
        !sleeper_number(status, "\nnonvoluntary_ctxt_switches:", 10, &out->involuntary))
        return;
    out->state = state_of(state[8], in_call, ((own | shared) & ~blocked) != 0, out);
    if (!in_call) {
        out->call = -1;
        memset(out->arg, 0, sizeof out->arg);
        out->sp = out->pc = 0;
    }
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
