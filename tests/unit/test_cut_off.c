/* test_cut_off.c -- what a program printed until it got stuck: is it only cut off, or wrong besides? */
#include "rubrics/grade.h"
#include "rubrics/match.h"
#include "tests/unit/made_up.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
    const char *claim;
    enum match how;
    bool ignored;
    struct bytes wanted, text;
    bool may;
} beginnings[] = {
    {"nothing", MATCH_EXACT, true, B("a\nb\n"), B(""), true},
    {"a whole line", MATCH_EXACT, true, B("a\nb\n"), B("a\n"), true},
    {"half a line", MATCH_EXACT, true, B("alpha\nb\n"), B("al"), true},
    {"a whole line that is too short", MATCH_EXACT, true, B("alpha\nb\n"), B("al\n"), false},
    {"another line", MATCH_EXACT, true, B("a\nb\n"), B("a\nc"), false},
    {"blanks at the end of a line", MATCH_EXACT, true, B("a\nb\n"), B("a  \n"), true},
    {"blanks that count", MATCH_EXACT, false, B("a\nb\n"), B("a  \n"), false},
    {"all of it", MATCH_EXACT, true, B("a\nb\n"), B("a\nb\n"), true},
    {"more than all", MATCH_EXACT, true, B("a\n"), B("a\nb\n"), false},
    {"to the byte", MATCH_EXACT, false, B("a\nb\n"), B("a\nb"), true},
    {"a later line", MATCH_LINES, true, B("a\nb\nc\n"), B("c\na\n"), true},
    {"a line twice", MATCH_LINES, true, B("a\nb\nc\n"), B("a\na\n"), false},
    {"half a line more", MATCH_LINES, true, B("a\nb\n"), B("b\nx"), true},
    {"a line that is not expected", MATCH_LINES, true, B("a\nb\n"), B("b\nx\n"), false},
    {"too many lines", MATCH_LINES, true, B("a\n"), B("a\nb\nc\n"), false},
    {"numbers", MATCH_NUMERIC, true, B("pi 3.14 e 2.71"), B("pi 3.14\n"), true},
    {"half a number", MATCH_NUMERIC, true, B("pi 3.14 e 2.71"), B("pi 3.1"), true},
    {"another number", MATCH_NUMERIC, true, B("pi 3.14 e 2.71"), B("pi 3.1 "), false},
    {"a number more", MATCH_NUMERIC, true, B("1"), B("1 2"), false},
    {"a pattern, of which nobody can say", MATCH_REGEX, true, B("a+"), B("b"), true},
};

static void test_beginnings(void **state)
{
    (void)state; /* cmocka's */
    for (size_t i = 0; i < COUNT(beginnings); i++) {
        const struct expectation wanted = {
            .match = beginnings[i].how, .text = beginnings[i].wanted, .ignore_trailing_space = beginnings[i].ignored};
        if (match_may_go_on(&wanted, beginnings[i].text) != beginnings[i].may)
            fail_msg("%s", beginnings[i].claim);
    }
}

/* Two cases: "hello" runs twice, "count" once and writes a file. */
static const struct rubric_case cases[] = {
    {.id = "hello", .title = "Hello", EXPECT_STDOUT("hello\n"), .runs = 2},
    {.id = "count",
     .title = "Count",
     EXPECT_STDOUT("1\n2\n"),
     .files_wanted =
         (__typeof__ (*((struct rubric_case *)0)->files_wanted)[]){
             {.name = "out.txt", .wanted = {.match = MATCH_EXACT, .text = B("x\n")}}},
     .files_wanted_count = 1,
     .runs = 1},
};
static const struct rubric_criterion criteria[] = {
    {.id = "output", .title = "Output", .check = "stdout", .points = 1000, CASES(0, 1)},
    {.id = "file", .title = "File", .check = "files", .points = 1000, CASES(1)},
};

#define STUCK(text) STOPPED(OUTCOME_DEADLOCK, text, KILLED("parent", -1))
#define WROTE(how, text, kind, literal)                                                                            \
    {                                                                                                              \
        .outcome = (how), .exit_code = how == OUTCOME_EXITED ? 0 : -1, .out = TEXT(text), LIMITS,                  \
        .files = (struct report_file[]){{.name = "out.txt", .fate = (kind), .data = B(literal)}}, .file_count = 1, \
        PROCESSES(KILLED("parent", -1))                                                                            \
    }
#define COUNTED                                                         \
    {                                                                   \
        "count", 1, WROTE(OUTCOME_EXITED, "1\n2\n", FILE_COPIED, "x\n") \
    }

static const struct {
    const char *claim;
    struct evidence evidence;
    const char *told[3]; /* what is found beside that it is stuck */
} judged[] = {
    {"all runs are cut off",
     {COMPILED, RUNS({"hello", 1, STUCK("hel")}, {"hello", 2, STUCK("")},
                     {"count", 1, WROTE(OUTCOME_DEADLOCK, "1\n", FILE_ABSENT, "")})},
     {NULL}},
    {"half of the file is there",
     {COMPILED, RUNS({"hello", 1, STUCK("hel")}, {"hello", 2, STUCK("")},
                     {"count", 1, WROTE(OUTCOME_DEADLOCK, "1\n", FILE_COPIED, "x")})},
     {NULL}},
    {"wrong besides",
     {COMPILED, RUNS({"hello", 1, STUCK("hel")}, {"hello", 2, STUCK("bye\n")},
                     {"count", 1, WROTE(OUTCOME_DEADLOCK, "1\n", FILE_COPIED, "y")})},
     {"Line 1: expected \"hello\", but the program printed \"bye\". The runs do not all print the same.",
      "Line 1 of out.txt: expected \"x\", but the file has \"y\"."}},
    {"another run comes to its end",
     {COMPILED, RUNS({"hello", 1, STUCK("")}, {"hello", 2, EXITED("hullo\n")}, COUNTED)},
     {"Line 1: expected \"hello\", but the program printed \"hullo\". The runs do not all print the same."}},
    {"only stopped: how far it came is told",
     {COMPILED, RUNS({"hello", 1, STOPPED(OUTCOME_WALL_LIMIT, "", KILLED("parent", -1))},
                     {"hello", 2, EXITED("hello\n")}, COUNTED)},
     {"The program did not end within 10 s. When it was stopped, parent was still there. Seen in run 1 of 2 only.",
      "Nothing had been printed when the program was stopped; the first line should be \"hello\". Seen in run 1 of 2 "
      "only."}},
};

static void test_judged(void **state)
{
    (void)state; /* cmocka's */
    const struct rubric rubric = {.id = "r",
                                  .title = "R",
                                  .cases = cases,
                                  .case_count = COUNT(cases),
                                  .criteria = criteria,
                                  .criterion_count = COUNT(criteria)};
    for (size_t i = 0; i < COUNT(judged); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct grade grade;
        judge(&rubric, &judged[i].evidence, arena, &grade);
        assert_false(grade.criteria[0].passed);
        for (size_t k = 0; k < grade.findings.count || judged[i].told[k]; k++) {
            const char *got = k < grade.findings.count ? grade.findings.items[k].message : "";
            if (!judged[i].told[k] || strcmp(got, judged[i].told[k]) != 0)
                fail_msg("%s: finding %zu is '%s'", judged[i].claim, k, got);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_beginnings), cmocka_unit_test(test_judged)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
