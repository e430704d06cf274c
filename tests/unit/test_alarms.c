/* test_alarms.c -- a timer may ring until it is known that it will not. */
#include "sandbox/observe/alarms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { FACTS_MAX = 20 };

/* Set for one ring, whose signal nothing can be mistaken for; set anew while an older signal was on its way; set to
 * ring again and again; taken back. */
#define ONCE(n)                                                          \
    {                                                                    \
        .kind = ALARM_SET, .id = (n), .is_armed = true, .is_fresh = true \
    }
#define STALE(n)                                       \
    {                                                  \
        .kind = ALARM_SET, .id = (n), .is_armed = true \
    }
#define OFTEN(n)                                                                          \
    {                                                                                     \
        .kind = ALARM_SET, .id = (n), .is_armed = true, .repeats = true, .is_fresh = true \
    }
#define OFF(n)                                         \
    {                                                  \
        .kind = ALARM_SET, .id = (n), .is_fresh = true \
    }
#define MADE(n)                       \
    {                                 \
        .kind = ALARM_MADE, .id = (n) \
    }
#define MADE_CPU(n)                                       \
    {                                                     \
        .kind = ALARM_MADE, .id = (n), .counts_cpu = true \
    }
#define GONE(n)                       \
    {                                 \
        .kind = ALARM_GONE, .id = (n) \
    }
#define RANG(n)                       \
    {                                 \
        .kind = ALARM_RANG, .id = (n) \
    }
#define EXEC               \
    {                      \
        .kind = ALARM_EXEC \
    }
#define LOST               \
    {                      \
        .kind = ALARM_LOST \
    }

static const struct row {
    const char *claim;
    struct alarm_fact facts[FACTS_MAX];
    size_t count;
    bool may_ring;
} rows[] = {
#define ROW(claim, may_ring, ...)                                                                            \
    {                                                                                                        \
        claim, {__VA_ARGS__}, sizeof(struct alarm_fact[]){__VA_ARGS__} / sizeof(struct alarm_fact), may_ring \
    }
    {.claim = "no timer"},
    ROW("alarm(60)", true, ONCE(ALARM_REAL)),
    ROW("alarm(60), alarm(0)", false, ONCE(ALARM_REAL), OFF(ALARM_REAL)),
    ROW("alarm(0), alarm(60)", true, OFF(ALARM_REAL), ONCE(ALARM_REAL)),
    ROW("alarm(1), and it rang", false, ONCE(ALARM_REAL), RANG(ALARM_REAL)),
    ROW("its handler sets it again", true, ONCE(ALARM_REAL), RANG(ALARM_REAL), ONCE(ALARM_REAL)),
    ROW("an interval rings on", true, OFTEN(ALARM_REAL), RANG(ALARM_REAL), RANG(ALARM_REAL)),
    ROW("an interval that is taken back", false, OFTEN(ALARM_REAL), RANG(ALARM_REAL), OFF(ALARM_REAL)),
    ROW("an interval, then once", false, OFTEN(ALARM_REAL), ONCE(ALARM_REAL), RANG(ALARM_REAL)),
    ROW("the ring of the setting before says nothing of this one", true, ONCE(ALARM_REAL), STALE(ALARM_REAL),
        RANG(ALARM_REAL)),
    ROW("a signal out of nowhere", true, ONCE(ALARM_REAL), RANG(3)),
    ROW("a timer that was only made", false, MADE(0)),
    ROW("a timer that is set", true, MADE(0), ONCE(0)),
    ROW("a timer that rang", false, MADE(0), ONCE(0), RANG(0)),
    ROW("a timer that was removed", false, MADE(0), OFTEN(0), GONE(0)),
    ROW("one of two was removed", true, MADE(0), MADE(1), OFTEN(0), OFTEN(1), GONE(0)),
    ROW("the other of two rang", true, MADE(0), MADE(1), ONCE(0), ONCE(1), RANG(1)),
    ROW("one that nobody saw made", true, ONCE(5)),
    ROW("CPU time stands still while all sleep", false, MADE_CPU(0), OFTEN(0)),
    ROW("CPU time beside real time", true, MADE_CPU(0), OFTEN(0), ONCE(ALARM_REAL)),
    ROW("a number that is used again", true, MADE_CPU(0), GONE(0), MADE(0), ONCE(0)),
    ROW("alarm(60) lives through exec", true, ONCE(ALARM_REAL), EXEC),
    ROW("timers do not", false, MADE(0), OFTEN(0), EXEC),
    ROW("alarm(0) after exec", false, ONCE(ALARM_REAL), EXEC, OFF(ALARM_REAL)),
    ROW("what could not be read may ring", true, LOST, OFF(ALARM_REAL), EXEC),
    ROW("more timers than are followed", true, MADE(0), MADE(1), MADE(2), MADE(3), MADE(4), MADE(5), MADE(6), MADE(7),
        MADE(8), MADE(9), MADE(10), MADE(11), MADE(12), MADE(13), MADE(14), MADE(15), MADE(16)),
    ROW("as many as are followed", false, MADE(0), MADE(1), MADE(2), MADE(3), MADE(4), MADE(5), MADE(6), MADE(7),
        MADE(8), MADE(9), MADE(10), MADE(11), MADE(12), MADE(13), MADE(14), MADE(15)),
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct alarms alarms = {0};
        for (size_t k = 0; k < rows[i].count; k++)
            alarms_see(&alarms, &rows[i].facts[k]);
        if (alarms_may_ring(&alarms) != rows[i].may_ring)
            fail_msg("%s", rows[i].claim);
    }
}

static void test_what_may_send_sigcont(void **state)
{
    (void)state;
    static const struct row more[] = {
        ROW("SIGALRM continues nobody", false, ONCE(ALARM_REAL)),
        ROW("a timer may have any signal", true, MADE(0), OFTEN(0), ONCE(ALARM_REAL)),
        ROW("one that was taken back has none", false, MADE(0), OFTEN(0), OFF(0), ONCE(ALARM_REAL)),
        ROW("what could not be read may", true, LOST),
    };
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        struct alarms alarms = {0};
        for (size_t k = 0; k < more[i].count; k++)
            alarms_see(&alarms, &more[i].facts[k]);
        if (alarms_may_continue(&alarms) != more[i].may_ring)
            fail_msg("%s", more[i].claim);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_what_may_send_sigcont)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
