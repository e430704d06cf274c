/* test_sleeper.c -- who sleeps, as /proc tells it: nothing is read into a text that does not say it. */
#include "sandbox/event.h"
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

#define STATUS_CAUGHT(name, state, own, shared, blocked, caught)                                          \
    "Name:\t" name "\nUmask:\t0022\nState:\t" state "\nTgid:\t7\nThreads:\t1\nSigQ:\t0/31\nSigPnd:\t" own \
    "\nShdPnd:\t" shared "\nSigBlk:\t" blocked "\nSigIgn:\t0000000000000000\nSigCgt:\t" caught            \
    "\nvoluntary_ctxt_switches:\t12\nnonvoluntary_ctxt_switches:\t3\n"
#define STATUS(name, state, own, shared, blocked) STATUS_CAUGHT(name, state, own, shared, blocked, NONE)
#define NONE "0000000000000000"
#define CHLD "0000000000010000"
#define KILL "0000000000000100"
#define INTERNAL "0000000180000000"

static void test_calls(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        struct sleeper out = {0};
        sleeper_parse(calls[i].text, STATUS("main", "S (sleeping)", NONE, NONE, NONE), &out);
        if ((out.state == SLEEPER_ASLEEP) != calls[i].sleeps)
            fail_msg("%s", calls[i].claim);
        assert_int_equal(out.call, calls[i].sleeps ? calls[i].call : -1);
        if (!calls[i].sleeps)
            continue;
        assert_int_equal(out.arg[0], calls[i].first);
        assert_int_equal(out.arg[5], calls[i].sixth);
        assert_int_equal(out.sp, calls[i].sp);
        assert_int_equal(out.pc, calls[i].pc);
    }
}

#define READ "0 0x3 0x7f 0x1 0x0 0x0 0x6 0x7ffd10 0x7f20\n"
#define VFORK "58 0x0 0x0 0x0 0x0 0x0 0x0 0x7ffd10 0x7f20\n"
#define CLONE_OF(flags) "56 " flags " 0x0 0x0 0x0 0x0 0x0 0x7ffd10 0x7f20\n"

static const struct {
    const char *claim, *call, *text;
    enum sleeper_state state;
    uint64_t bits;
} states[] = {
    {"sleeps", READ, STATUS("main", "S (sleeping)", NONE, NONE, NONE), SLEEPER_ASLEEP, 0},
    {"runs", READ, STATUS("main", "R (running)", NONE, NONE, NONE), SLEEPER_AWAKE, BLOCKED_UNSURE},
    {"waits for a disk", READ, STATUS("main", "D (disk sleep)", NONE, NONE, NONE), SLEEPER_AWAKE, BLOCKED_UNSURE},
    {"waits for its vfork", VFORK, STATUS("main", "D (disk sleep)", NONE, NONE, NONE), SLEEPER_ASLEEP, 0},
    {"waits for its vfork by clone", CLONE_OF("0x4111"), STATUS("main", "D (disk sleep)", NONE, NONE, NONE),
     SLEEPER_ASLEEP, 0},
    {"waits for its vfork, which was stopped", VFORK, STATUS("main", "D (disk sleep)", NONE, CHLD, NONE),
     SLEEPER_ASLEEP, 0},
    {"dies in its vfork", VFORK, STATUS("main", "D (disk sleep)", NONE, KILL, NONE), SLEEPER_AWAKE, BLOCKED_UNSURE},
    {"clones", CLONE_OF("0x111"), STATUS("main", "D (disk sleep)", NONE, NONE, NONE), SLEEPER_AWAKE, BLOCKED_UNSURE},
    {"stopped by the tracer", READ, STATUS("main", "t (tracing stop)", NONE, NONE, NONE), SLEEPER_STOPPED,
     BLOCKED_STOPPED},
    {"stopped by a signal", READ, STATUS("main", "T (stopped)", NONE, NONE, NONE), SLEEPER_STOPPED, BLOCKED_STOPPED},
    {"stopped outside any call", "-1 0x7f 0x7f\n", STATUS("main", "T (stopped)", NONE, NONE, NONE), SLEEPER_STOPPED,
     BLOCKED_STOPPED},
    {"a leader whose threads live on", "", STATUS("main", "Z (zombie)", NONE, NONE, NONE), SLEEPER_DEAD, BLOCKED_DEAD},
    {"dead", READ, STATUS("main", "X (dead)", NONE, NONE, NONE), SLEEPER_DEAD, BLOCKED_DEAD},
    {"a signal is on its way to it", READ, STATUS("main", "S (sleeping)", CHLD, NONE, NONE), SLEEPER_AWAKE,
     BLOCKED_UNSURE},
    {"a signal is on its way to its process", READ, STATUS("main", "S (sleeping)", NONE, CHLD, NONE), SLEEPER_AWAKE,
     BLOCKED_UNSURE},
    {"a signal waits until it is unblocked", READ, STATUS("main", "S (sleeping)", CHLD, CHLD, CHLD), SLEEPER_ASLEEP, 0},
    {"another signal is blocked", READ, STATUS("main", "S (sleeping)", CHLD, NONE, "0000000000000002"), SLEEPER_AWAKE,
     BLOCKED_UNSURE},
    {"has a handler", READ, STATUS_CAUGHT("main", "S (sleeping)", NONE, NONE, NONE, CHLD), SLEEPER_ASLEEP,
     BLOCKED_CATCHES},
    {"has a handler, and blocks its signal", READ, STATUS_CAUGHT("main", "S (sleeping)", NONE, NONE, CHLD, CHLD),
     SLEEPER_ASLEEP, 0},
    {"has the handlers of the C library", READ, STATUS_CAUGHT("main", "S (sleeping)", NONE, NONE, NONE, INTERNAL),
     SLEEPER_ASLEEP, 0},
    {"is named like a sleeper", READ, STATUS("\\nState:\\tS (sleeping)", "R (running)", NONE, NONE, NONE),
     SLEEPER_AWAKE, BLOCKED_UNSURE},
    {"nothing to read", READ, "", SLEEPER_AWAKE, 0},
    {"no counts", READ, "Name:\tx\nState:\tS (sleeping)\nSigPnd:\t0\nShdPnd:\t0\nSigBlk:\t0\nSigCgt:\t0\n",
     SLEEPER_AWAKE, 0},
};

static void test_states(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        struct sleeper out = {0};
        sleeper_parse(states[i].call, states[i].text, &out);
        if (out.state != states[i].state || out.bits != states[i].bits)
            fail_msg("%s", states[i].claim);
        if (out.state == SLEEPER_ASLEEP)
            assert_true(out.voluntary == 12 && out.involuntary == 3);
    }
}

#define USR1 "0000000000000200"
#define OF_CALL(number, fourth, fifth) number " 0x0 0x0 0x0 " fourth " " fifth " 0x0 0x7ffd10 0x7f20\n"
#define SIGSUSPEND OF_CALL("130", "0x0", "0x0")
#define WAIT4 OF_CALL("61", "0x0", "0x0")
#define MSGRCV(type, flags) OF_CALL("70", type, flags)

/* What else is told of a wait. */
static const struct {
    const char *claim, *call, *text, *want;
} more[] = {
    {"a signal has come and is blocked", SIGSUSPEND, STATUS_CAUGHT("main", "S (sleeping)", NONE, USR1, USR1, USR1),
     "10"},
    {"without a handler it would do nothing else", SIGSUSPEND,
     STATUS_CAUGHT("main", "S (sleeping)", NONE, USR1, USR1, NONE), ""},
    {"it is blocked and has not come", SIGSUSPEND, STATUS_CAUGHT("main", "S (sleeping)", NONE, NONE, USR1, USR1), ""},
    {"a reader waits for no signal", READ, STATUS_CAUGHT("main", "S (sleeping)", NONE, USR1, USR1, USR1), ""},
    {"a parent that blocks SIGCHLD, and has a handler", WAIT4,
     STATUS_CAUGHT("main", "S (sleeping)", NONE, NONE, CHLD, CHLD), "17"},
    {"a parent with a handler, which it is not in", WAIT4,
     STATUS_CAUGHT("main", "S (sleeping)", NONE, NONE, NONE, CHLD), ""},
    {"a parent that blocks SIGCHLD", WAIT4, STATUS_CAUGHT("main", "S (sleeping)", NONE, NONE, CHLD, NONE), ""},
    {"a message of one type", MSGRCV("0x2", "0x0"), STATUS("main", "S (sleeping)", NONE, NONE, NONE), "2"},
    {"a message of types up to one", MSGRCV("0xfffffffffffffffd", "0x0"),
     STATUS("main", "S (sleeping)", NONE, NONE, NONE), "-3"},
    {"a message of any type but one", MSGRCV("0x2", "0x2000"), STATUS("main", "S (sleeping)", NONE, NONE, NONE), ""},
};

static void test_more(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++) {
        struct sleeper out = {0};
        sleeper_parse(more[i].call, more[i].text, &out);
        if (strcmp(out.path, more[i].want) != 0)
            fail_msg("%s: '%s'", more[i].claim, out.path);
    }
}

static const struct {
    const char *claim;
    int64_t call;
    unsigned is;
} traits[] = {
    {"ppoll", SYS_ppoll, SLEEPER_WAITS | SLEEPER_POLLS | SLEEPER_HAS_LIST},
    {"pselect", SYS_pselect6, SLEEPER_WAITS | SLEEPER_POLLS | SLEEPER_HAS_SETS},
    {"epoll", SYS_epoll_pwait, SLEEPER_WAITS | SLEEPER_POLLS},
    {"read", SYS_read, SLEEPER_MOVES | SLEEPER_ON_FD},
    {"accept", SYS_accept, SLEEPER_WAITS | SLEEPER_ON_FD},
    {"splice has two descriptors", SYS_splice, SLEEPER_MOVES},
    {"futex", SYS_futex, SLEEPER_WAITS | SLEEPER_NO_FD | SLEEPER_PAUSES},
    {"a message queue is a descriptor", SYS_mq_timedreceive, SLEEPER_WAITS},
    {"a call that is no wait", SYS_getpid, 0},
};

static void test_traits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof traits / sizeof traits[0]; i++)
        for (unsigned trait = 1; trait <= SLEEPER_HAS_SETS; trait *= 2)
            if (sleeper_call_is(traits[i].call, (enum sleeper_trait)trait) != ((traits[i].is & trait) != 0))
                fail_msg("%s: trait %u", traits[i].claim, trait);
}

static void test_same(void **state)
{
    (void)state;
    const struct sleeper first = {
        .state = SLEEPER_ASLEEP, .arg = {3, 1, 1}, .sp = 8, .pc = 9, .voluntary = 12, .involuntary = 3};
    struct sleeper again[] = {first, first, first, first, first, first, first, first, first};
    again[1].voluntary++; /* it slept, ran, and sleeps in the same call again */
    again[2].involuntary++;
    again[3].call = 1;
    again[4].arg[5] = 1;
    again[5].sp = 7;
    again[6].pc = 7;
    again[7].state = SLEEPER_STOPPED;
    again[8].state = SLEEPER_AWAKE;
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
                                       cmocka_unit_test(test_more),  cmocka_unit_test(test_traits),
                                       cmocka_unit_test(test_same),  cmocka_unit_test(test_timed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
