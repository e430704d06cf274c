/* test_paths.c -- where the parts are looked for. */
#include "server/paths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void test_beside_the_running_program(void **state)
{
    (void)state; /* cmocka's shape */
    AUTO_ARENA struct arena *arena = arena_make();
    const char *program, *rubric, *build = getenv("BOTHENDS_BUILD");
    struct err e = {0};
    assert_non_null(build);
    assert_true(paths_program("test_paths", arena, &program, &e));
    assert_string_equal(program, arena_printf(arena, "%s/test_paths", build));
    assert_true(paths_rubrics("kit/mp.h", arena, &rubric, &e));
    assert_string_equal(rubric, arena_printf(arena, "%s/rubrics/kit/mp.h", build));
}

static void test_chosen_by_the_environment(void **state)
{
    (void)state; /* cmocka's shape */
    AUTO_ARENA struct arena *arena = arena_make();
    const char *program, *rubric;
    struct err e = {0};
    assert_int_equal(setenv("BOTHENDS_LIBEXEC", "/bin", 1) | setenv("BOTHENDS_RUBRICS", "/usr", 1), 0);
    assert_true(paths_program("true", arena, &program, &e));
    assert_string_equal(program, "/bin/true");
    assert_false(paths_program("test_paths", arena, &program, &e)); /* then nowhere else */
    assert_int_equal(e.code, ERR_SYSTEM);
    e = (struct err){0};
    assert_true(paths_rubrics("not/there", arena, &rubric, &e));
    assert_string_equal(rubric, "/usr/not/there");
    assert_int_equal(unsetenv("BOTHENDS_LIBEXEC") | unsetenv("BOTHENDS_RUBRICS"), 0);
}

static void test_nowhere(void **state)
{
    (void)state; /* cmocka's shape */
    AUTO_ARENA struct arena *arena = arena_make();
    const char *out = "untouched";
    struct err e = {0}, other = {0};
    assert_false(paths_program("bothends-no-such-program", arena, &out, &e));
    assert_int_equal(e.code, ERR_SYSTEM);
    assert_non_null(strstr(e.text, "bothends-no-such-program"));
    assert_int_equal(setenv("BOTHENDS_RUBRICS", "/nowhere", 1), 0);
    assert_false(paths_rubrics("x", arena, &out, &other));
    assert_string_equal(out, "untouched");
    assert_int_equal(unsetenv("BOTHENDS_RUBRICS"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_beside_the_running_program),
        cmocka_unit_test(test_chosen_by_the_environment),
        cmocka_unit_test(test_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
