/* test_sleeper.c -- who sleeps, as /proc tells it: nothing is read into a text that does not say it. */
#include "sandbox/observe/sleeper.h"

#include <linux/futex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>

#include <cmocka.h>

static const struct {
    const char *claim, *text;
    bool sleeps;
    int64_t call;
    uint64_t first, sixth, sp, pc;
} calls[] = {
    {"in a call", "0 0x3 0x7f 0x1 0x0 0x0 0x6 0x7ffd10 0x7f20\n", true, 0, 3, 6, 0x7ffd10, 0x7f20},
    {"with -1", "61 0xffffffffffffffff 0x0 0x0 0x0 0x0 0x0 0x1 0x2\n", true, 61, UINT64_MAX, 0, 1, 2},
    {"running", "running\n", false, 0, 0, 0, 0, 0},
    {"outside any call", "-1 0x7ffd10 0x7f20\n", false, 0, 0, 0, 0, 0},
    {"gone", "", false, 0, 0, 0, 0, 0},
    {"cut short", "0 0x3 0x7f 0x1 0x0 0x0 0x6 0x7ffd10\n", false, 0, 0, 0, 0, 0},
    {"a number alone", "0\n", false, 0, 0, 0, 0, 0},
};

static void test_calls(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        struct sleeper out = {0};
        bool sleeps = sleeper_parse_call(calls[i].text, &out);
        if (sleeps != calls[i].sleeps)
            fail_msg("%s", calls[i].claim);
        if (!sleeps)
            continue;
        assert_int_equal(out.call, calls[i].call);
        assert_int_equal(out.arg[0], calls[i].first);
        assert_int_equal(out.arg[5], calls[i].sixth);
        assert_int_equal(out.sp, calls[i].sp);
        assert_int_equal(out.pc, calls[i].pc);
    }
}

#define STATUS(name, state, own, shared, blocked)                                                            \
    "Name:\t" name "\nUmask:\t0022\nState:\t" state "\nTgid:\t7\nThreads:\t1\nSigQ:\t0/31\nSigPnd:\t" own    \
    "\nShdPnd:\t" shared "\nSigBlk:\t" blocked "\nSigIgn:\t0000000000000000\nvoluntary_ctxt_switches:\t12\n" \
    "nonvoluntary_ctxt_switches:\t3\n"
#define NONE "0000000000000000"
#define CHLD "0000000000010000"

static const struct {
    const char *claim, *text;
    bool sleeps;
} states[] = {
    {"sleeps", STATUS("main", "S (sleeping)", NONE, NONE, NONE), true},
    {"runs", STATUS("main", "R (running)", NONE, NONE, NONE), false},
    {"waits for a disk, or for its vfork", STATUS("main", "D (disk sleep)", NONE, NONE, NONE), false},
    {"stopped by the tracer", STATUS("main", "t (tracing stop)", NONE, NONE, NONE), false},
    {"stopped by a signal", STATUS("main", "T (stopped)", NONE, NONE, NONE), false},
    {"a leader whose threads live on", STATUS("main", "Z (zombie)", NONE, NONE, NONE), false},
    {"dead", STATUS("main", "X (dead)", NONE, NONE, NONE), false},
    {"a signal is on its way to it", STATUS("main", "S (sleeping)", CHLD, NONE, NONE), false},
    {"a signal is on its way to its process", STATUS("main", "S (sleeping)", NONE, CHLD, NONE), false},
    {"a signal waits until it is unblocked", STATUS("main", "S (sleeping)", CHLD, CHLD, CHLD), true},
    {"another signal is blocked", STATUS("main", "S (sleeping)", CHLD, NONE, "0000000000000002"), false},
    {"is named like a sleeper", STATUS("\\nState:\\tS (sleeping)", "R (running)", NONE, NONE, NONE), false},
    {"nothing to read", "", false},
    {"no counts", "Name:\tx\nState:\tS (sleeping)\nSigPnd:\t0\nShdPnd:\t0\nSigBlk:\t0\n", false},
};

static void test_states(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        struct sleeper out = {0};
        if (sleeper_parse_status(states[i].text, &out) != states[i].sleeps)
            fail_msg("%s", states[i].claim);
        if (states[i].sleeps)
            assert_true(out.voluntary == 12 && out.involuntary == 3);
    }
}

static void test_same(void **state)
{
    (void)state;
    const struct sleeper first = {.call = 0, .arg = {3, 1, 1}, .sp = 8, .pc = 9, .voluntary = 12, .involuntary = 3};
    struct sleeper again[] = {first, first, first, first, first, first, first};
    again[1].voluntary++; /* it slept, ran, and sleeps in the same call again */
    again[2].involuntary++;
    again[3].call = 1;
    again[4].arg[5] = 1;
    again[5].sp = 7;
    again[6].pc = 7;
    for (size_t i = 0; i < sizeof again / sizeof again[0]; i++)
        assert_int_equal(sleeper_is_same(&first, &again[i]), i == 0);
}

static const struct {
    const char *claim;
    struct sleeper sleeper;
    bool timed;
} timed[] = {
    {"read", {.call = SYS_read, .arg = {3, 1, 1, 1, 1, 1}}, false},
    {"wait4", {.call = SYS_wait4, .arg = {1, 1, 1, 1, 1, 1}}, false},
    {"nanosleep", {.call = SYS_nanosleep}, true},
    {"clock_nanosleep", {.call = SYS_clock_nanosleep}, true},
    {"a call that hides which", {.call = SYS_restart_syscall}, true},
    {"futex", {.call = SYS_futex, .arg = {1, FUTEX_WAIT, 0, 0, 1, 1}}, false},
    {"futex with a timeout", {.call = SYS_futex, .arg = {1, FUTEX_WAIT_BITSET, 0, 1}}, true},
    {"ppoll", {.call = SYS_ppoll, .arg = {1, 1, 0, 1, 1}}, false},
    {"ppoll with a timeout", {.call = SYS_ppoll, .arg = {1, 1, 1}}, true},
    {"pselect with a timeout", {.call = SYS_pselect6, .arg = {0, 0, 0, 0, 1}}, true},
    {"epoll_pwait, -1 in 32 bits", {.call = SYS_epoll_pwait, .arg = {1, 1, 1, UINT32_MAX}}, false},
    {"epoll_pwait, -1 in 64 bits", {.call = SYS_epoll_pwait, .arg = {1, 1, 1, UINT64_MAX}}, false},
    {"epoll_pwait with a timeout", {.call = SYS_epoll_pwait, .arg = {1, 1, 1, 1000}}, true},
    {"sigwait", {.call = SYS_rt_sigtimedwait, .arg = {1, 1, 0, 8}}, false},
    {"sigtimedwait", {.call = SYS_rt_sigtimedwait, .arg = {1, 1, 1, 8}}, true},
    {"semop as semtimedop", {.call = SYS_semtimedop, .arg = {1, 1, 1, 0}}, false},
    {"mq_receive", {.call = SYS_mq_timedreceive, .arg = {1, 1, 1, 1, 0}}, false},
    {"mq_timedsend", {.call = SYS_mq_timedsend, .arg = {1, 1, 1, 1, 1}}, true},
};

static void test_timed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof timed / sizeof timed[0]; i++)
        if (sleeper_is_timed(&timed[i].sleeper) != timed[i].timed)
            fail_msg("%s", timed[i].claim);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_calls), cmocka_unit_test(test_states),
                                       cmocka_unit_test(test_same), cmocka_unit_test(test_timed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
