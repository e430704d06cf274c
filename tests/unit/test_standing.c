/* test_standing.c -- how the processes of a run stood when its time was over: what is said of it, and what it costs. */
#include "rubrics/checks.h"
#include "rubrics/standing.h"
#include "rubrics/stuck.h"
#include "tests/unit/made_up.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>

#include <cmocka.h>

enum { WANT_MAX = 2 };

#define OTHERS(...) \
    .others = (struct waits_wait[]){__VA_ARGS__}, .other_count = COUNT(((struct waits_wait[]){__VA_ARGS__}))
#define PLACES(...) \
    .places = (struct report_place[]){__VA_ARGS__}, .place_count = COUNT(((struct report_place[]){__VA_ARGS__}))
#define AT(at, number, what)                                                                    \
    {                                                                                           \
        .stack = (at), .file = "main.c", .line = (number), .function = "main", .called = (what) \
    }
#define ONE_THREAD(what, number)                                                                      \
    {                                                                                                 \
        .name = (what), .parent = (number) == 1 ? -1 : 0, .id = (number), .threads = 1, .program = "" \
    }
#define SPINS(of, number, at, nr, result_)                                                                      \
    {                                                                                                           \
        .task = (of), .process = (of), .thread = (number), .call = -1, .on = WAIT_NOTHING, .fd = -1, .turn = 4, \
        .turn_call = (nr), .turn_result = (result_), .stack = {                                                 \
            (at),                                                                                               \
            9                                                                                                   \
        }                                                                                                       \
    }
#define RUNS_ON(of)                                                                          \
    {                                                                                        \
        .task = (of), .process = (of), .thread = 1, .call = -1, .on = WAIT_NOTHING, .fd = -1 \
    }
#define SLEPT(of, at, long_)                                                                                \
    {                                                                                                       \
        .task = (of), .process = (of), .thread = 1, .call = SYS_clock_nanosleep, .on = WAIT_TIME, .fd = -1, \
        .stack = {(at), 9}, .is_long = (long_)                                                              \
    }

/* want: messages of the findings; text: of who slept. */
static const struct row {
    const char *name;
    struct report report;
    const char *want[WANT_MAX], *text;
} rows[] = {
    {"a loop that asks a variable",
     {PROCESSES(ONE_THREAD("parent", 1)), PLACES(AT(10, 7, "")), .deadlock = {OTHERS(SPINS(1, 1, 10, -1, 0))}},
     {"The parent does not wait but goes round and round in a loop at line 7 of main.c: each turn changes nothing, so "
      "it "
      "will never leave the loop by itself."},
     ""},
    {"a loop over a call that fails",
     {PROCESSES(ONE_THREAD("parent", 1), ONE_THREAD("child 1", 2)), PLACES(AT(10, 7, "")),
      .deadlock = {OTHERS(SPINS(2, 1, 10, SYS_read, -EBADF))}},
     {"Child 1 does not wait but goes round and round in a loop at line 7 of main.c: each turn, in which read() fails "
      "with EBADF each time, changes nothing, so it will never leave the loop by itself."},
     ""},
    {"two at one place are one finding, another place is another",
     {PROCESSES(ONE_THREAD("parent", 1), ONE_THREAD("child 1", 2), ONE_THREAD("child 2", 3)),
      PLACES(AT(10, 7, ""), AT(20, 7, ""), AT(30, 8, "")),
      .deadlock = {OTHERS(SPINS(1, 1, 10, -1, 0), SPINS(2, 1, 20, -1, 0), SPINS(3, 1, 30, SYS_wait4, 0))}},
     {"The parent does not wait but goes round and round in a loop at line 7 of main.c: each turn changes nothing, so "
      "it "
      "will never leave the loop by itself.",
      "Child 2 does not wait but goes round and round in a loop at line 8 of main.c: each turn, in which waitpid() "
      "answers 0 each time, changes nothing, so it will never leave the loop by itself."},
     ""},
    {"a thread, at a line that nobody knows",
     {PROCESSES({.name = "parent", .parent = -1, .id = 1, .threads = 2, .program = ""}),
      .deadlock = {OTHERS(SPINS(1, 2, 10, 100000, 0))}},
     {"Thread 2 of the parent does not wait but goes round and round in a loop: each turn changes nothing, so it will "
      "never leave the loop by itself."},
     ""},
    {"who computes is not spoken of",
     {PROCESSES(ONE_THREAD("parent", 1)), .deadlock = {OTHERS(RUNS_ON(1))}},
     {NULL},
     ""},
    {"who slept for long, and who for a moment",
     {PROCESSES(ONE_THREAD("parent", 1), ONE_THREAD("child 1", 2)), PLACES(AT(10, 7, "sleep"), AT(20, 8, "usleep")),
      .deadlock = {OTHERS(SLEPT(1, 10, true), SLEPT(2, 20, false))}},
     {NULL},
     " The parent slept in sleep() at line 7 of main.c."},
    {"who read what a program that was executed could still write to",
     {PROCESSES(ONE_THREAD("parent", 1), {.name = "child 1", .id = 2, .threads = 1, .program = "sleep"}),
      PLACES(AT(10, 7, "read")),
      .deadlock = {OTHERS({.task = 1,
                           .process = 1,
                           .thread = 1,
                           .call = SYS_read,
                           .on = WAIT_PIPE_DATA,
                           .fd = 3,
                           .object = 77,
                           .holders = (struct waits_holder[]){{.process = 2, .fd = 4}},
                           .holder_count = 1,
                           .stack = {10, 9},
                           .is_long = true}),
                   .pipes = (struct waits_pipe[]){{.object = 77}}, .pipe_count = 1}},
     {NULL},
     " The parent waited in read() at line 7 of main.c, for data from pipe 1 or its end; its write end is still open "
     "in "
     "child 1 (running sleep) as fd 4."},
    {"who runs another program, and waits for what a third one holds",
     {PROCESSES(ONE_THREAD("parent", 1), {.name = "child 1", .parent = 0, .id = 2, .threads = 1, .program = "cat"},
                {.name = "child 2.1", .parent = 0, .id = 3, .threads = 1, .program = "sleep"}),
      PLACES(AT(10, 7, "wait")),
      .deadlock = {OTHERS({.task = 2,
                           .process = 2,
                           .thread = 1,
                           .call = SYS_read,
                           .on = WAIT_PIPE_DATA,
                           .fd = 0,
                           .object = 77,
                           .holders = (struct waits_holder[]){{.process = 3, .fd = 4}},
                           .holder_count = 1,
                           .is_long = true},
                          SLEPT(1, 10, true), SLEPT(3, 30, true)),
                   .pipes = (struct waits_pipe[]){{.object = 77}}, .pipe_count = 1}},
     {NULL},
     " Child 1 (running cat) waited in read(), for data from pipe 1 or its end; its write end is still open in "
     "child 2.1 (running sleep) as fd 4. The parent slept in wait() at line 7 of main.c."},
    {"nothing is known", {PROCESSES(ONE_THREAD("parent", 1))}, {NULL}, ""},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct findings findings = {0};
        struct place places[4];
        size_t wanted = 0, count = 0;
        const struct run_evidence run = {.case_id = "a", .run = 1, .report = rows[i].report};
        standing_find(&run, 1, arena, &findings);
        for (; wanted < WANT_MAX && rows[i].want[wanted]; wanted++)
            if (wanted >= findings.count || strcmp(findings.items[wanted].message, rows[i].want[wanted]) != 0)
                fail_msg("%s: %s", rows[i].name, wanted < findings.count ? findings.items[wanted].message : "nothing");
        assert_int_equal(findings.count, wanted);
        assert_string_equal(standing_text(&rows[i].report, arena, places, &count, COUNT(places)), rows[i].text);
        assert_int_equal(count, *rows[i].text ? 1 : 0);
    }
}

/* Who asks whether a child has ended can sleep instead; who has no child left waits for nothing. */
static void test_hints(void **state)
{
    (void)state;
    static const struct {
        int64_t result;
        const char *hint;
    } asks[] = {{0, "Leave WNOHANG out"}, {-ECHILD, "ECHILD says that there is no child left to wait for"}};
    for (size_t i = 0; i < COUNT(asks); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct findings findings = {0};
        const struct run_evidence run = {.case_id = "a",
                                         .run = 1,
                                         .report = {PROCESSES(ONE_THREAD("parent", 1)), PLACES(AT(10, 7, "")),
                                                    .deadlock = {OTHERS(SPINS(1, 1, 10, SYS_wait4, asks[i].result))}}};
        standing_find(&run, 1, arena, &findings);
        assert_int_equal(findings.count, 1);
        assert_ptr_equal(strstr(findings.items[0].hint, asks[i].hint), findings.items[0].hint);
    }
}

/* The check counts places, so that points_each can. */
static void test_check(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct rubric_case one = {.id = "a", .title = "", .runs = 1};
        struct rubric_criterion criterion = {.id = "a", .check = "no-busy-wait", .points = 100, CASES(0)};
        struct rubric rubric = {.cases = &one, .case_count = 1, .criteria = &criterion, .criterion_count = 1};
        struct run_evidence run = {.case_id = "a", .run = 1, .report = rows[i].report};
        struct evidence evidence = {COMPILED, .runs = &run, .run_count = 1};
        struct grade grade = {0};
        judge(&rubric, &evidence, arena, &grade);
        assert_int_equal(grade.criteria[0].passed, rows[i].want[0] == NULL);
        assert_int_equal(grade.criteria[0].finding_count, !rows[i].want[0] ? 0 : rows[i].want[1] ? 2 : 1);
    }
}

/* Row 2 has two loops, that of the parent and child 1, and child 2's; the other case has none. */
static const struct priced {
    const char *process; /* NULL: all */
    uint32_t each, floor, points;
} priced[] = {
    {NULL, 0, 0, 33},        {"parent", 0, 0, 50}, {"child 1", 40, 0, 60}, {"child 2", 40, 0, 60},
    {"child 3", 40, 0, 100}, {NULL, 40, 0, 20},    {NULL, 40, 30, 30},
};

static void test_points(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(priced); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct rubric_case cases[] = {{.id = "a", .runs = 1}, {.id = "b", .runs = 1}};
        const char *processes[] = {priced[i].process};
        struct rubric_criterion criterion = {.id = "a",
                                             .check = "no-busy-wait",
                                             CASES(0, 1),
                                             .points = 100,
                                             .partial = true,
                                             .points_each = priced[i].each,
                                             .floor = priced[i].floor,
                                             .processes = processes,
                                             .process_count = priced[i].process ? 1 : 0};
        struct rubric rubric = {.cases = cases, .case_count = 2, .criteria = &criterion, .criterion_count = 1};
        struct evidence evidence = {COMPILED, RUNS({"a", 1, rows[2].report}, {"b", 1, rows[6].report})};
        struct grade grade = {0};
        judge(&rubric, &evidence, arena, &grade);
        assert_int_equal(grade.criteria[0].points, priced[i].points);
    }
}

/* Who sleeps in read() of a timer is told of timers, unless it is another descriptor, or that number is closed. */
static void test_events(void **state)
{
    (void)state;
    static const struct fds_row rows_of[] = {
        {.process = 1, .fd = 3, .name = "anon_inode:[timerfd]", .closed = FDS_BY_CLOSE},
        {.process = 1, .fd = 4, .name = "anon_inode:[timerfd]"},
        {.process = 1, .fd = 5, .name = "anon_inode:[eventfd]"},
        {.process = 2, .fd = 6, .name = "anon_inode:[signalfd]"},
        {.process = 1, .fd = 7, .name = "log.txt"},
        {.process = 1, .fd = 8},
    };
    static const char *const begins[] = {NULL, "A read() of a timerfd", "A read() of an eventfd", NULL, NULL, NULL};
    const struct report report = {.ledger = {.rows = rows_of, .row_count = COUNT(rows_of)}};
    for (int i = 0; i < (int)COUNT(rows_of); i++) {
        const char *hint = stuck_event_hint(&report, &(struct waits_wait){.process = 1, .fd = 3 + i});
        assert_int_equal(hint != NULL, begins[i] != NULL);
        if (hint)
            assert_memory_equal(hint, begins[i], strlen(begins[i]));
    }
    assert_null(stuck_event_hint(&report, &(struct waits_wait){.process = 1, .fd = -1}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),   cmocka_unit_test(test_hints),  cmocka_unit_test(test_check),
        cmocka_unit_test(test_points), cmocka_unit_test(test_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
