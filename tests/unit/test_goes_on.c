/* test_goes_on.c -- what is said of a child that went on after an exec that failed, or wrote what waited at its fork.
 */
#include "rubrics/goes_on.h"
#include "tests/unit/made_up.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define PARENT                                                                   \
    {                                                                            \
        .name = "parent", .parent = -1, .id = 1, .threads = 1, .program = "main" \
    }
#define CHILD .name = "child 1", .parent = 0, .id = 2, .threads = 1
#define FAILED .no_exec = {.program = "lss", .error = ENOENT}

/* want: the message; NULL: nothing is said. */
static const struct row {
    const char *name;
    struct report_process child;
    const char *printed;
    bool has_pipe; /* as its stdout */
    const char *want;
} rows[] = {
    {"it ended with status 0",
     {CHILD, .program = "", FAILED},
     "",
     false,
     "Child 1 called exec() to run \"lss\", which failed (No such file or directory); it went on behind that call and "
     "ended with status 0."},
    {"it said that it failed", {CHILD, .program = "", FAILED, .exit_code = 127}, "", false, NULL},
    {"it died",
     {CHILD, .program = "", FAILED, .exit_code = -1, .signal = 6, .ended_by = ENDED_BY_SIGNAL},
     "",
     false,
     NULL},
    {"it was still there when the run was stopped",
     {CHILD, .program = "", FAILED, .exit_code = -1, .ended_by = ENDED_BY_GRADER},
     "",
     false,
     "Child 1 called exec() to run \"lss\", which failed (No such file or directory); it went on behind that call "
     "until it was stopped."},
    {"it is another program's exec", {CHILD, .program = "sh", FAILED}, "", false, NULL},
    {"its text stands there twice",
     {CHILD, .program = "", .echo = "one?"},
     "one\nx\none\n",
     false,
     "\"one\" was still in the buffer of stdout at the fork(), and child 1 printed its copy of that, too."},
    {"its text stands there once", {CHILD, .program = "", .echo = "one?"}, "one\nx\n", false, NULL},
    {"its text stands there once, and it prints into a pipe",
     {CHILD, .program = "", .echo = "one?"},
     "one\n",
     true,
     "\"one\" was still in the buffer of stdout at the fork(), and child 1 printed its copy of that into pipe 1, its "
     "stdout, too."},
    {"another text stands there twice", {CHILD, .program = "", .echo = "one?"}, "on\non\non\n", false, NULL},
    {"text of which nothing can be shown", {CHILD, .program = "", .echo = "?"}, "\n\n", false, NULL},
    {"text longer than all that was printed", {CHILD, .program = "", .echo = "one and two"}, "one", false, NULL},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct findings found = {0};
        const struct report report = {
            .processes = (struct report_process[]){PARENT, rows[i].child},
            .process_count = 2,
            .out = {.data = bytes_of(rows[i].printed)},
            .ledger = {.objects = (struct fds_object[]){{.kind = FD_PIPE, .number = 1}},
                       .object_count = 1,
                       .rows = (struct fds_row[]){{.process = 2, .fd = 1, .end = FDS_WRITE, .from = FDS_FROM_DUP}},
                       .row_count = rows[i].has_pipe}};
        goes_on_tell(&report, 2, arena, &found);
        if (found.count != (rows[i].want != NULL))
            fail_msg("%s: %zu findings", rows[i].name, found.count);
        if (!rows[i].want)
            continue;
        assert_string_equal(found.items[0].message, rows[i].want);
        assert_string_equal(found.items[0].process, "child 1");
        assert_int_equal(found.items[0].severity, SEVERITY_NOTE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
