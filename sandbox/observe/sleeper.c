/* sleeper.c -- one task that sleeps, as /proc tells it. */
#include "sandbox/observe/sleeper.h"

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

/* "0 0x3 0x7ffd... (six arguments) SP PC"; "running"; "-1 SP PC" for one that sleeps outside any call. */
bool sleeper_parse_call(const char *text, struct sleeper *out)
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

bool sleeper_parse_status(const char *text, struct sleeper *out)
{
    uint64_t own, shared, blocked;
    const char *state = strstr(text, "\nState:\t");
    return state && state[8] == 'S' && sleeper_number(text, "\nSigPnd:", 16, &own) &&
           sleeper_number(text, "\nShdPnd:", 16, &shared) && sleeper_number(text, "\nSigBlk:", 16, &blocked) &&
           ((own | shared) & ~blocked) == 0 &&
           sleeper_number(text, "\nvoluntary_ctxt_switches:", 10, &out->voluntary) &&
           sleeper_number(text, "\nnonvoluntary_ctxt_switches:", 10, &out->involuntary);
}

bool sleeper_is_same(const struct sleeper *a, const struct sleeper *b)
{
    return a->call == b->call && memcmp(a->arg, b->arg, sizeof a->arg) == 0 && a->sp == b->sp && a->pc == b->pc &&
           a->voluntary == b->voluntary && a->involuntary == b->involuntary;
}
