/* test_children.c -- children-succeed: which children did not end well, and how they ended. */
#include "rubrics/grade.h"
#include "tests/unit/made_up.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct rubric_case cases[] = {{.id = "hello", .title = "Hello", .runs = 2}};
static const struct rubric_criterion criterion = {
    .id = "c", .title = "C", .points = 1000, .check = "children-succeed", CASES(0)};
static const struct rubric rubric = {
    .id = "r", .title = "R", .cases = cases, .case_count = 1, .criteria = &criterion, .criterion_count = 1};

/* The parent's exit status is not 0: that is another criterion's. */
#define CHILDREN(...)                                                                                 \
    {                                                                                                 \
        .outcome = OUTCOME_EXITED, .exit_code = 3, LIMITS, PROCESSES(WELL("parent", -1), __VA_ARGS__) \
    }
#define GIVES_UP(called, status)                                             \
    {                                                                        \
        .name = (called), .exit_code = (status), .threads = 1, .program = "" \
    }
#define SAID "Each child should end with exit status 0; these did not: "

static const struct {
    const char *claim;
    struct run_evidence runs[2];
    uint32_t points;
    const char *findings[2]; /* their messages, in order; NULL: no more */
} rows[] = {
    {"all did what they were made for",
     {{"hello", 1, CHILDREN(WELL("child 1", 0), WELL("child 2", 0))}, {"hello", 2, CHILDREN(WELL("child 1", 0))}},
     1000,
     {NULL}},
    {"no children", {{"hello", 1, EXITED("")}, {"hello", 2, EXITED("")}}, 1000, {NULL}},
    {"one that gives up and one that goes on",
     {{"hello", 1, EXITED("")},
      {"hello", 2, CHILDREN(GIVES_UP("child 1", 7), WELL("child 2", 0), KILLED("child 3", 0))}},
     0,
     {SAID "child 1 (exit status 7), child 3 (still running at the end). Seen in run 2 of 2 only."}},
    {"one that crashes",
     {{"hello", 1, CHILDREN(CRASHED("child 1", 0, SIGSEGV))}, {"hello", 2, CHILDREN(CRASHED("child 1", 0, SIGSEGV))}},
     0,
     {"Child 1 was ended by SIGSEGV: it used memory that is not its own.", SAID "child 1 (SIGSEGV)."}},
    {"eight of them",
     {{"hello", 1,
       CHILDREN(GIVES_UP("child 1", 1), GIVES_UP("child 2", 1), GIVES_UP("child 3", 1), GIVES_UP("child 4", 1),
                GIVES_UP("child 5", 1), GIVES_UP("child 6", 1), GIVES_UP("child 7", 1), GIVES_UP("child 8", 1))},
      {"hello", 2, EXITED("")}},
     0,
     {SAID "child 1 (exit status 1), child 2 (exit status 1), child 3 (exit status 1), child 4 (exit status 1), "
           "child 5 (exit status 1), child 6 (exit status 1) and 2 more. Seen in run 1 of 2 only."}},
    {"those that were stopped with a program that took too long",
     {{"hello", 1, STOPPED(OUTCOME_WALL_LIMIT, "", KILLED("parent", -1), KILLED("child 1", 0))},
      {"hello", 2, STOPPED(OUTCOME_WALL_LIMIT, "", KILLED("parent", -1), KILLED("child 1", 0))}},
     0,
     {"The program did not end within 10 s. When it was stopped, parent and child 1 were still there."}},
};

static void names_who_did_not_end_well(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct run_evidence runs[2] = {rows[i].runs[0], rows[i].runs[1]};
        const struct evidence evidence = {COMPILED, .runs = runs, .run_count = 2};
        struct grade grade = {.id = "", .compiler = "gcc"};
        judge(&rubric, &evidence, arena, &grade);
        if (grade.points != rows[i].points)
            fail_msg("%s: %u points", rows[i].claim, grade.points);
        for (size_t k = 0; k < COUNT(rows[i].findings); k++) {
            const char *wanted = rows[i].findings[k];
            const char *said = k < grade.findings.count ? grade.findings.items[k].message : NULL;
            if (!wanted != !said || (said && strcmp(said, wanted) != 0))
                fail_msg("%s: finding %zu: %s", rows[i].claim, k, said ? said : "none");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_who_did_not_end_well)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
