/* test_judge.c -- points, requirements, findings and sentences of grades made without compiling or running. */
#include "rubrics/checks.h"
#include "rubrics/grade.h"
#include "tests/unit/made_up.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Two cases: "hello" runs twice, "count" once and writes a file. */
static const struct rubric_case cases[] = {
    {.id = "hello", .title = "Hello", EXPECT_STDOUT("hello\n"), .has_exit = true, .runs = 2},
    {.id = "count", .title = "Count", EXPECT_STDOUT("1\n2\n"), .has_exit = true, .exit_wanted = 3, .runs = 1},
};

/* A rubric of these two cases and a few criteria, what was seen, and what the grade must say (points in hundredths). */
struct row {
    const char *claim;
    struct rubric_criterion criteria[4];
    size_t criterion_count;
    struct evidence evidence;
    uint32_t points[4];
    const char *messages[4]; /* NULL: not looked at */
    const char *codes;       /* of all findings, in order */
    const char *findings[4]; /* their messages; NULL: not looked at */
};

#define HELLO(first, second) \
    {"hello", 1, first},     \
    {                        \
        "hello", 2, second   \
    }
#define COUNT_RIGHT                                                                                         \
    {                                                                                                       \
        "count", 1,                                                                                         \
        {                                                                                                   \
            .outcome = OUTCOME_EXITED, .exit_code = 3, .out = TEXT("1\n2\n"), PROCESSES(WELL("parent", -1)) \
        }                                                                                                   \
    }
#define GOOD HELLO(EXITED("hello\n"), EXITED("hello\n"))
#define ONE(...) {{.id = "c", .title = "C", .points = 1000, .check = __VA_ARGS__}}, 1
#define WARNING(name, option_)                                                                                        \
    {                                                                                                                 \
        .code = FINDING_COMPILE_WARNING, .severity = SEVERITY_WARNING, .message = name, .hint = "", .option = option_ \
    }
#define WARNED(...)                                        \
    .build = {.compiled = true,                            \
              .findings = (struct finding[]){__VA_ARGS__}, \
              .finding_count = COUNT(((struct finding[]){__VA_ARGS__}))}
#define FUNCTIONS(...) \
    .functions = (const char *const[]){__VA_ARGS__}, .function_count = COUNT(((const char *const[]){__VA_ARGS__}))
#define USES(...)                                         \
    .build = {.compiled = true,                           \
              .symbols_known = true,                      \
              .uses = (struct symbol_use[]){__VA_ARGS__}, \
              .use_count = COUNT(((struct symbol_use[]){__VA_ARGS__}))}
#define REQUIRES(index) .requires_ = (const size_t[]){index}, .requires_count = 1
#define IGNORES(...) \
    .ignore = (const char *const[]){__VA_ARGS__}, .ignore_count = COUNT(((const char *const[]){__VA_ARGS__}))
#define BROKEN                                                                                                        \
    .build = {.findings = (struct finding[]){{.code = FINDING_COMPILE_ERROR, .message = "expected ';'", .hint = ""}}, \
              .finding_count = 1}

static const struct row rows[] = {
    {"all is well",
     ONE("stdout", CASES(0, 1)),
     {COMPILED, RUNS(GOOD, COUNT_RIGHT)},
     {1000},
     {"The output is what was expected."},
     "",
     {NULL}},
    {"one of two cases is wrong",
     ONE("stdout", CASES(0, 1)),
     {COMPILED, RUNS(GOOD, {"count", 1, EXITED("1\n")})},
     {0},
     {"The output is not what was expected in 1 of 2 cases: \"Count\"."},
     "wrong-stdout ",
     {"Line 2: expected \"2\", but the program printed nothing more."}},
    {"half the points for one of two cases",
     ONE("stdout", CASES(0, 1), .partial = true),
     {COMPILED, RUNS(GOOD, {"count", 1, EXITED("1\n")})},
     {500},
     {NULL},
     "wrong-stdout ",
     {NULL}},
    {"a share is rounded down",
     {{.id = "c", .check = "stdout", .points = 1001, CASES(0, 1), .partial = true}},
     1,
     {COMPILED, RUNS(GOOD, {"count", 1, EXITED("1\n")})},
     {500},
     {NULL},
     "wrong-stdout ",
     {NULL}},
    {"partial credit for all is all",
     {{.id = "c", .check = "stdout", .points = 1001, CASES(0, 1), .partial = true}},
     1,
     {COMPILED, RUNS(GOOD, COUNT_RIGHT)},
     {1001},
     {NULL},
     "",
     {NULL}},
    {"every run of a case must be right",
     ONE("stdout", CASES(0)),
     {COMPILED, RUNS(HELLO(EXITED("hello\n"), EXITED("")))},
     {0},
     {"The output is not what was expected."},
     "wrong-stdout ",
     {"Nothing was printed; the first line should be \"hello\". Seen in run 2 of 2 only."}},
    {"every run prints something else",
     ONE("stdout", CASES(0)),
     {COMPILED, RUNS(HELLO(EXITED("x\n"), EXITED("y\n")))},
     {0},
     {NULL},
     "wrong-stdout ",
     {"Line 1: expected \"hello\", but the program printed \"x\". The runs do not all print the same."}},
    {"two criteria share one finding",
     {{.id = "a", .check = "stdout", .points = 1, CASES(0)}, {.id = "b", .check = "stdout", .points = 2, CASES(0)}},
     2,
     {COMPILED, RUNS(HELLO(EXITED("x\n"), EXITED("x\n")))},
     {0, 0},
     {NULL},
     "wrong-stdout ",
     {NULL}},
    {"output that was cut is not right, though its beginning is",
     ONE("stdout", CASES(0)),
     {COMPILED, RUNS({"hello",
                      1,
                      {.outcome = OUTCOME_OUTPUT_LIMIT,
                       .exit_code = -1,
                       LIMITS,
                       .out = {.data = B("hello\n"), .bytes = 2000000, .truncated = true}}},
                     {"hello", 2, EXITED("hello\n")})},
     {0},
     {"The output is not what was expected."},
     "output-limit wrong-stdout ",
     {"The program printed more than 1 MiB to stdout and was stopped. Seen in run 1 of 2 only.", NULL}},
    /* exit status */
    {"exit status as wanted",
     ONE("exit-status", CASES(0, 1)),
     {COMPILED, RUNS(GOOD, COUNT_RIGHT)},
     {1000},
     {NULL},
     "",
     {NULL}},
    {"another exit status",
     ONE("exit-status", CASES(1)),
     {COMPILED, RUNS(GOOD, {"count", 1, EXITED("")})},
     {0},
     {NULL},
     "wrong-exit-status ",
     {"The program ended with exit status 0; expected was 3."}},
    {"a crash is no exit status, and is said once",
     ONE("exit-status", CASES(0)),
     {COMPILED, RUNS(HELLO(DIED(SIGSEGV, ""), DIED(SIGSEGV, "")))},
     {0},
     {NULL},
     "crash ",
     {"The parent was ended by SIGSEGV: it used memory that is not its own."}},
    /* processes */
    {"a second process in every run",
     ONE("several-processes", CASES(0)),
     {COMPILED, RUNS(HELLO(STOPPED(OUTCOME_WALL_LIMIT, "", WELL("parent", -1), WELL("child 1", 0)),
                           STOPPED(OUTCOME_WALL_LIMIT, "", WELL("parent", -1), WELL("child 1", 0))))},
     {1000},
     {"More than one process took part."},
     "wall-limit ",
     {NULL}},
    {"a process alone, though all it prints is right",
     ONE("several-processes", CASES(0)),
     {COMPILED, RUNS(GOOD)},
     {0},
     {"The program never started a second process: fork() was not called, or did not succeed."},
     "",
     {NULL}},
    /* time */
    {"it ends in time",
     ONE("no-timeout", CASES(0, 1)),
     {COMPILED, RUNS(GOOD, COUNT_RIGHT)},
     {1000},
     {"The program ends in time."},
     "",
     {NULL}},
    {"it does not end",
     ONE("no-timeout", CASES(0)),
     {COMPILED, RUNS(HELLO(STOPPED(OUTCOME_WALL_LIMIT, "", KILLED("parent", -1), WELL("child 1", 0)),
                           STOPPED(OUTCOME_WALL_LIMIT, "", KILLED("parent", -1), WELL("child 1", 0))))},
     {0},
     {"The program did not come to its own end."},
     "wall-limit ",
     {"The program did not end within 10 s. When it was stopped, parent was still there; child 1 had ended by "
      "itself."}},
    {"it does not end sometimes",
     ONE("no-timeout", CASES(0)),
     {COMPILED,
      RUNS(HELLO(EXITED("hello\n"), STOPPED(OUTCOME_WALL_LIMIT, "", KILLED("parent", -1), KILLED("child 1", 0))))},
     {0},
     {NULL},
     "wall-limit ",
     {"The program did not end within 10 s. When it was stopped, parent and child 1 were still there. Seen in run 2 of "
      "2 only."}},
    {"computing for ever is not in time",
     ONE("no-timeout", CASES(0)),
     {COMPILED, RUNS(HELLO(STOPPED(OUTCOME_CPU_LIMIT, "", KILLED("parent", -1)),
                           STOPPED(OUTCOME_CPU_LIMIT, "", KILLED("parent", -1))))},
     {0},
     {NULL},
     "cpu-limit ",
     {"The program computed for more than 5 s and was stopped."}},
    {"a deadlock is not in time",
     ONE("no-timeout", CASES(0)),
     {COMPILED, RUNS(HELLO(STOPPED(OUTCOME_DEADLOCK, "", KILLED("parent", -1)), EXITED("")))},
     {0},
     {NULL},
     "",
     {NULL}},
    {"a crash is in time",
     ONE("no-timeout", CASES(0)),
     {COMPILED, RUNS(HELLO(DIED(SIGABRT, ""), DIED(SIGABRT, "")))},
     {1000},
     {NULL},
     "crash ",
     {"The parent was ended by SIGABRT: the program or the C library called abort()."}},
    /* limits and crashes */
    {"memory",
     ONE("compiles"),
     {COMPILED, RUNS(HELLO(STOPPED(OUTCOME_MEMORY_LIMIT, "", KILLED("parent", -1)), EXITED("")))},
     {1000},
     {NULL},
     "memory-limit ",
     {"The program needed more than 256 MiB of memory, all its processes together, and was stopped. Seen in run 1 of 2 "
      "only."}},
    {"processes",
     ONE("compiles"),
     {COMPILED, RUNS({"hello", 1, STOPPED(OUTCOME_PROCESS_LIMIT, "", KILLED("parent", -1))})},
     {1000},
     {NULL},
     "process-limit ",
     {"The program had more than 64 processes and threads at once and was stopped."}},
    {"a call that is not allowed",
     ONE("compiles"),
     {COMPILED, RUNS({"hello",
                      1,
                      {.outcome = OUTCOME_FORBIDDEN_CALL,
                       .exit_code = -1,
                       .forbidden_call = "socket",
                       LIMITS,
                       PROCESSES(KILLED("parent", -1), CRASHED("child 1", 0, SIGSYS))}})},
     {1000},
     {NULL},
     "forbidden-call ",
     {"child 1 called socket, which a graded program may not use, and was stopped."}},
    {"a child crashes, the program does not",
     ONE("stdout", CASES(0)),
     {COMPILED, RUNS({"hello",
                      1,
                      {.outcome = OUTCOME_EXITED,
                       .out = TEXT("hello\n"),
                       PROCESSES(WELL("parent", -1), CRASHED("child 1", 0, SIGFPE))}},
                     {"hello", 2, EXITED("hello\n")})},
     {1000},
     {NULL},
     "crash ",
     {"Child 1 was ended by SIGFPE: it divided an integer by zero. Seen in run 1 of 2 only."}},
    {"many children crash alike: one finding",
     ONE("compiles"),
     {COMPILED, RUNS({"hello",
                      1,
                      {.outcome = OUTCOME_EXITED,
                       PROCESSES(WELL("parent", -1), CRASHED("child 1", 0, SIGSEGV), CRASHED("child 2", 0, SIGSEGV),
                                 CRASHED("child 3", 0, SIGSEGV))}})},
     {1000},
     {NULL},
     "crash ",
     {"Child 1 and 2 more were ended by SIGSEGV: each used memory that is not its own."}},
    {"a program that another one became is named, the graded one is not",
     ONE("compiles"),
     {COMPILED,
      RUNS({"hello",
            1,
            {.outcome = OUTCOME_SIGNALED,
             .exit_code = -1,
             PROCESSES(CRASHED_AS("parent", -1, SIGSEGV, "main"), CRASHED_AS("child 1", 0, SIGSEGV, "cat"))}})},
     {1000},
     {NULL},
     "crash crash ",
     {"The parent was ended by SIGSEGV: it used memory that is not its own.",
      "Child 1 (running cat) was ended by SIGSEGV: it used memory that is not its own."}},
    {"parent and child crash: two findings",
     ONE("compiles"),
     {COMPILED, RUNS({"hello",
                      1,
                      {.outcome = OUTCOME_SIGNALED,
                       .exit_code = -1,
                       PROCESSES(CRASHED("parent", -1, SIGSEGV), CRASHED("child 1", 0, SIGSEGV))}})},
     {1000},
     {NULL},
     "crash crash ",
     {"The parent was ended by SIGSEGV: it used memory that is not its own.",
      "Child 1 was ended by SIGSEGV: it used memory that is not its own."}},
    {"a child that its parent kills is no crash",
     ONE("compiles"),
     {COMPILED, RUNS({"hello",
                      1,
                      {.outcome = OUTCOME_EXITED,
                       PROCESSES(WELL("parent", -1), CRASHED("child 1", 0, SIGKILL), CRASHED("child 2", 0, SIGTERM),
                                 CRASHED("child 3", 0, SIGUSR1), CRASHED("child 4", 0, SIGALRM))}})},
     {1000},
     {NULL},
     "",
     {NULL}},
    {"a first process that is killed is one",
     ONE("compiles"),
     {COMPILED, RUNS({"hello", 1, DIED(SIGTERM, "")})},
     {1000},
     {NULL},
     "crash ",
     {"The parent was ended by SIGTERM: a process of the program sent it."}},
    {"what the grader killed did not crash",
     ONE("compiles"),
     {COMPILED, RUNS({"hello", 1, STOPPED(OUTCOME_WALL_LIMIT, "", KILLED("parent", -1), KILLED("child 1", 0))})},
     {1000},
     {NULL},
     "wall-limit ",
     {NULL}},
    {"a real-time signal has a number",
     ONE("compiles"),
     {COMPILED, RUNS({"hello", 1, DIED(40, "")})},
     {1000},
     {NULL},
     "crash ",
     {"The parent was ended by signal 40."}},
    /* compiler */
    {"it does not compile: nothing else is judged",
     {{.id = "a", .check = "compiles", .points = 100},
      {.id = "b", .check = "stdout", .points = 200, CASES(0)},
      {.id = "c", .check = "no-warnings", .points = 300},
      {.id = "d", .check = "source-forbids", .points = 400, FUNCTIONS("system")}},
     4,
     {BROKEN},
     {0, 0, 0, 0},
     {"It does not compile: 1 error.", "This was not judged, because the program does not compile.",
      "This was not judged, because the program does not compile.",
      "This was not judged, because the program does not compile."},
     "compile-error ",
     {"expected ';'"}},
    {"no warning",
     ONE("no-warnings"),
     {COMPILED, RUNS(GOOD)},
     {1000},
     {"The compiler has nothing to warn of."},
     "",
     {NULL}},
    {"a warning",
     ONE("no-warnings"),
     {WARNED(WARNING("w", "-Wunused-variable")), RUNS(GOOD)},
     {0},
     {"The compiler warns of 1 thing."},
     "compile-warning ",
     {NULL}},
    {"a warning that is ignored",
     ONE("no-warnings", IGNORES("-Wunused-variable")),
     {WARNED(WARNING("w", "-Wunused-variable")), RUNS(GOOD)},
     {1000},
     {NULL},
     "compile-warning ",
     {NULL}},
    {"a warning with a value that is ignored by its name",
     ONE("no-warnings", IGNORES("-Wformat")),
     {WARNED(WARNING("w", "-Wformat=")), RUNS(GOOD)},
     {1000},
     {NULL},
     "compile-warning ",
     {NULL}},
    {"another warning than the ignored one",
     ONE("no-warnings", IGNORES("-Wunused")),
     {WARNED(WARNING("w", "-Wunused-variable")), RUNS(GOOD)},
     {0},
     {NULL},
     "compile-warning ",
     {NULL}},
    {"points for each warning",
     ONE("no-warnings", .partial = true, .points_each = 300),
     {WARNED(WARNING("v", "-Wa"), WARNING("w", "-Wb")), RUNS(GOOD)},
     {400},
     {NULL},
     NULL,
     {NULL}},
    {"never below zero",
     ONE("no-warnings", .partial = true, .points_each = 600),
     {WARNED(WARNING("v", "-Wa"), WARNING("w", "-Wb")), RUNS(GOOD)},
     {0},
     {NULL},
     NULL,
     {NULL}},
    {"exactly to zero",
     ONE("no-warnings", .partial = true, .points_each = 500),
     {WARNED(WARNING("v", "-Wa"), WARNING("w", "-Wb")), RUNS(GOOD)},
     {0},
     {NULL},
     NULL,
     {NULL}},
    {"more each than there is",
     ONE("no-warnings", .partial = true, .points_each = UINT32_MAX),
     {WARNED(WARNING("v", "-Wa")), RUNS(GOOD)},
     {0},
     {NULL},
     NULL,
     {NULL}},
    /* requirements */
    {"what is required was not met",
     {{.id = "a", .title = "Ends", .check = "no-timeout", .points = 100, CASES(0)},
      {.id = "b", .title = "Prints", .check = "stdout", .points = 200, CASES(0), REQUIRES(0)},
      {.id = "c", .title = "Exits", .check = "compiles", .points = 300, REQUIRES(1)}},
     3,
     {COMPILED, RUNS(HELLO(STOPPED(OUTCOME_WALL_LIMIT, "hello\n", KILLED("parent", -1)), EXITED("hello\n")))},
     {0, 0, 0},
     {NULL, "This counts only once \"Ends\" is met.", "This counts only once \"Prints\" is met."},
     "wall-limit ",
     {NULL}},
    {"what is required was met",
     {{.id = "a", .check = "no-timeout", .points = 100, CASES(0)},
      {.id = "b", .check = "stdout", .points = 200, CASES(0), REQUIRES(0)}},
     2,
     {COMPILED, RUNS(GOOD)},
     {100, 200},
     {NULL},
     "",
     {NULL}},
    {"part of what is required is not all of it",
     {{.id = "a", .title = "Prints", .check = "stdout", .points = 100, CASES(0, 1), .partial = true},
      {.id = "b", .check = "no-timeout", .points = 200, CASES(0), REQUIRES(0)}},
     2,
     {COMPILED, RUNS(GOOD, {"count", 1, EXITED("")})},
     {50, 0},
     {NULL, "This counts only once \"Prints\" is met."},
     NULL,
     {NULL}},
    /* source */
    {"it uses what it should, through the kit or not",
     ONE("source-uses", FUNCTIONS("fork", "pipe")),
     {USES({.symbol = "fork", .by_kit = true}, {.symbol = "pipe"}), RUNS(GOOD)},
     {1000},
     {NULL},
     "",
     {NULL}},
    {"it uses part of it",
     ONE("source-uses", FUNCTIONS("fork", "pipe"), .partial = true),
     {USES({.symbol = "fork"}), RUNS(GOOD)},
     {500},
     {"The program should use pipe()."},
     "missing-function ",
     {"The program never calls pipe()."}},
    {"one of several is enough",
     ONE("source-uses", FUNCTIONS("fork", "vfork"), .any = true),
     {USES({.symbol = "vfork"}), RUNS(GOOD)},
     {1000},
     {NULL},
     "",
     {NULL}},
    {"none of several",
     ONE("source-uses", FUNCTIONS("fork", "vfork"), .any = true),
     {COMPILED, RUNS(GOOD)},
     {0},
     {"The program should use fork() or vfork()."},
     "missing-function ",
     {"The program never calls fork() or vfork()."}},
    {"it calls what is forbidden",
     ONE("source-forbids", FUNCTIONS("system", "sleep")),
     {USES({.symbol = "sleep", .where = {"main.c", 7, 0, "main"}}), RUNS(GOOD)},
     {0},
     {"The program calls sleep()."},
     "forbidden-function ",
     {"The program calls sleep(), which this exercise does not allow."}},
    {"it calls nothing that is forbidden; what the kit calls is nobody's fault",
     ONE("source-forbids", FUNCTIONS("system")),
     {USES({.symbol = "sleep"}, {.symbol = "system", .by_kit = true}), RUNS(GOOD)},
     {1000},
     {NULL},
     "",
     {NULL}},
};

static struct rubric rubric_of(const struct row *row)
{
    struct rubric rubric = {.id = "made-up", .title = "Made up", .cases = cases, .case_count = COUNT(cases)};
    rubric.criteria = row->criteria;
    rubric.criterion_count = row->criterion_count;
    for (size_t i = 0; i < row->criterion_count; i++)
        rubric.max_points += row->criteria[i].points;
    return rubric;
}

static void check_row(const struct row *row, const struct grade *grade)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < row->criterion_count; i++) {
        const struct grade_criterion *criterion = &grade->criteria[i];
        if (criterion->points != row->points[i])
            fail_msg("%s: %u points for %s", row->claim, criterion->points, criterion->wanted->id);
        if (row->messages[i] && strcmp(criterion->message, row->messages[i]) != 0)
            fail_msg("%s: '%s'", row->claim, criterion->message);
        assert_true(criterion->passed == (criterion->points == criterion->wanted->points));
        sum += criterion->points;
    }
    assert_int_equal(grade->points, sum);
    AUTO_BUF struct buf codes = {0};
    buf_add_string(&codes, "");
    for (size_t i = 0; i < grade->findings.count; i++)
        buf_printf(&codes, "%s ", finding_code_name(grade->findings.items[i].code));
    if (row->codes && strcmp(codes.data, row->codes) != 0)
        fail_msg("%s: findings '%s'", row->claim, codes.data);
    for (size_t i = 0; i < COUNT(row->findings) && row->findings[i]; i++)
        if (strcmp(grade->findings.items[i].message, row->findings[i]) != 0)
            fail_msg("%s: '%s'", row->claim, grade->findings.items[i].message);
}

static void test_rows(void **state)
{
    (void)state; /* cmocka's */
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct rubric rubric = rubric_of(&rows[i]);
        struct grade grade = {.id = "", .compiler = "gcc"};
        judge(&rubric, &rows[i].evidence, arena, &grade);
        check_row(&rows[i], &grade);
    }
}

/* A failed criterion explains itself: it has a finding, or was not judged; its indexes are good; a finding of a run
 * names the case and the run. */
static void test_every_loss_is_explained(void **state)
{
    (void)state; /* cmocka's */
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct rubric rubric = rubric_of(&rows[i]);
        struct grade grade = {.id = "", .compiler = "gcc"};
        judge(&rubric, &rows[i].evidence, arena, &grade);
        for (size_t k = 0; k < grade.criterion_count; k++) {
            const struct grade_criterion *criterion = &grade.criteria[k];
            bool judged = !strstr(criterion->message, "not judged") && !strstr(criterion->message, "counts only");
            if (!criterion->passed && judged && criterion->finding_count == 0 && strcmp(rows[i].codes, "") != 0)
                fail_msg("%s: nothing explains %s", rows[i].claim, criterion->wanted->id);
            for (size_t n = 0; n < criterion->finding_count; n++)
                assert_true(criterion->findings[n] < grade.findings.count);
        }
        for (size_t k = 0; k < grade.findings.count; k++)
            assert_true((grade.findings.items[k].case_id != NULL) == (grade.findings.items[k].run > 0));
    }
}

/* Pure: judged twice, and judged again with other measurements, the grade is the same to the byte. */
static void test_pure(void **state)
{
    (void)state; /* cmocka's */
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct rubric rubric = rubric_of(&rows[i]);
        struct grade first = {.id = "", .compiler = "gcc"}, second = first, other = first;
        judge(&rubric, &rows[i].evidence, arena, &first);
        judge(&rubric, &rows[i].evidence, arena, &second);
        assert_true(bytes_equal(grade_json(&first, false, arena), grade_json(&second, false, arena)));

        struct evidence slower = rows[i].evidence;
        struct run_evidence *runs = arena_alloc(arena, slower.run_count, sizeof *runs);
        for (size_t k = 0; k < slower.run_count; k++) {
            runs[k] = slower.runs[k];
            runs[k].report.wall_ns = runs[k].report.wall_ns * 3 + 17;
            runs[k].report.cpu_ns += 1000000;
            runs[k].report.peak_memory_kib += 12345;
        }
        slower.runs = runs;
        judge(&rubric, &slower, arena, &other);
        other.evidence = first.evidence; /* the measurements themselves are in the document */
        assert_true(bytes_equal(grade_json(&first, false, arena), grade_json(&other, false, arena)));
    }
}

/* Points of any verdict: at most the maximum, and never more for more faults. */
static void test_points_are_bounded(void **state)
{
    (void)state; /* cmocka's */
    static const uint32_t points[] = {0, 1, 99, 100, 1001, 10000, 4294967295u};
    static const uint32_t each[] = {0, 1, 33, 100, 4294967295u};
    for (size_t p = 0; p < COUNT(points); p++)
        for (size_t n = 0; n < COUNT(each); n++) {
            uint32_t last = points[p];
            for (size_t warnings = 0; warnings < 12; warnings++) {
                AUTO_ARENA struct arena *arena = arena_make();
                struct rubric_criterion criterion = {
                    .id = "w", .check = "no-warnings", .points = points[p], .partial = true};
                criterion.points_each = each[n];
                struct finding *findings = arena_alloc(arena, warnings, sizeof *findings);
                for (size_t i = 0; i < warnings; i++)
                    findings[i] = (struct finding)WARNING("w", "-Wx");
                struct evidence evidence = {
                    .build = {.compiled = true, .findings = findings, .finding_count = warnings}};
                struct rubric rubric = {.id = "r", .criteria = &criterion, .criterion_count = 1};
                struct grade grade = {.id = ""};
                judge(&rubric, &evidence, arena, &grade);
                assert_true(grade.points <= last);
                last = grade.points;
            }
        }
}

/* --- files --- */

static const struct {
    const char *claim;
    struct report_file out, log; /* what the run left of the two expected files */
    uint32_t points;             /* of 1000, partial */
    const char *message, *found; /* of the criterion, and of the first finding */
} file_rows[] = {
    {"both files are right",
     {.name = "out.txt", .data = B("1\n2\n")},
     {.name = "log.txt", .data = B("done")},
     1000,
     "The files hold what was expected.",
     NULL},
    {"one is not there",
     {.name = "out.txt", .data = B("1\n2\n")},
     {.name = "log.txt", .fate = FILE_ABSENT},
     500,
     "Not as expected: log.txt (Files).",
     "The file log.txt was not written."},
    {"one has a wrong line",
     {.name = "out.txt", .data = B("1\n3\n")},
     {.name = "log.txt", .data = B("done\n")},
     500,
     "Not as expected: out.txt (Files).",
     "Line 2 of out.txt: expected \"2\", but the file has \"3\"."},
    {"one is a folder",
     {.name = "out.txt", .fate = FILE_NOT_REGULAR},
     {.name = "log.txt", .data = B("done\n")},
     500,
     "Not as expected: out.txt (Files).",
     "The file out.txt is not a regular file."},
    {"one is too big",
     {.name = "out.txt", .fate = FILE_TOO_BIG},
     {.name = "log.txt", .fate = FILE_UNREADABLE},
     0,
     "Not as expected: out.txt (Files), log.txt (Files).",
     "The file out.txt is bigger than a file may be here."},
    {"one stops short",
     {.name = "out.txt", .data = B("1\n")},
     {.name = "log.txt", .data = B("done\n")},
     500,
     "Not as expected: out.txt (Files).",
     "Line 2 of out.txt: expected \"2\", but the file has nothing more."},
};

static void test_files(void **state)
{
    (void)state; /* cmocka's */
    __typeof__(*cases[0].files_wanted) wanted[] = {
        {"out.txt", {.match = MATCH_EXACT, .text = BYTES("1\n2\n"), .ignore_trailing_space = true}},
        {"log.txt", {.match = MATCH_REGEX, .text = BYTES("done|ended"), .ignore_trailing_space = true}},
    };
    struct rubric_case files = {.id = "files", .title = "Files", .files_wanted = wanted, .files_wanted_count = 2};
    struct rubric_criterion criterion = {.id = "f", .check = "files", .points = 1000, .partial = true, CASES(0)};
    struct rubric rubric = {.id = "r", .cases = &files, .case_count = 1, .criteria = &criterion, .criterion_count = 1};
    assert_true(check_find("files")->fits(&files) && !check_find("files")->fits(&cases[0]));
    for (size_t i = 0; i < COUNT(file_rows); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct report_file left[] = {file_rows[i].log, file_rows[i].out}; /* found by name, not by place */
        struct run_evidence run = {"files", 1, EXITED("")};
        run.report.files = left;
        run.report.file_count = COUNT(left);
        struct evidence evidence = {COMPILED, .runs = &run, .run_count = 1};
        struct grade grade = {.id = ""};
        judge(&rubric, &evidence, arena, &grade);
        if (grade.points != file_rows[i].points || strcmp(grade.criteria[0].message, file_rows[i].message) != 0)
            fail_msg("%s: %u, '%s'", file_rows[i].claim, grade.points, grade.criteria[0].message);
        if (!file_rows[i].found)
            assert_int_equal(grade.findings.count, 0);
        else if (strcmp(grade.findings.items[0].message, file_rows[i].found) != 0)
            fail_msg("%s: '%s'", file_rows[i].claim, grade.findings.items[0].message);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),  cmocka_unit_test(test_every_loss_is_explained),
        cmocka_unit_test(test_pure),  cmocka_unit_test(test_points_are_bounded),
        cmocka_unit_test(test_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
