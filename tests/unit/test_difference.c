/* test_difference.c -- which lines are told as changed. */
#include "server/difference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *claim, *old, *new, *said;
    uint32_t line;
} rows[] = {
    {"a line that goes", "a\nb\nc\n", "a\nc\n", "-   2 | b\n", 2},
    {"a line that comes", "a\nc\n", "a\nb\nc\n", "+     | b\n", 2},
    {"a line that changes", "a\nb\nc\n", "a\nx\nc\n", "-   2 | b\n+     | x\n", 2},
    {"a line that moves is told where it was and where it is", "a\nclose\nb\nc\nd\ne\nend\n",
     "a\nb\nc\nd\ne\nclose\nend\n", "-   2 | close\n    3 | b\n    4 | c\n    5 | d\n    6 | e\n+     | close\n", 2},
    {"what is the same between is shortened", "x\n1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\n5\n6\n7\n8\nx\n",
     "-   1 | x\n    2 | 1\n    3 | 2\n   ...\n    8 | 7\n    9 | 8\n+     | x\n", 1},
    {"one that is like its neighbour", "a\na\na\n", "a\na\n", "-   3 | a\n", 3},
    {"no last line end", "a\nb", "a\nc", "-   2 | b\n+     | c\n", 2},
    {"nothing", "a\n", "a\n", "", 2},
    {"nothing before", "", "a\n", "+     | a\n", 1},
};

static void tells_the_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        uint32_t line = 0;
        const char *said = difference((struct bytes){rows[i].old, strlen(rows[i].old)},
                                      (struct bytes){rows[i].new, strlen(rows[i].new)}, arena, &line);
        if (strcmp(said, rows[i].said) != 0 || line != rows[i].line)
            fail_msg("%s: line %u\n%s", rows[i].claim, line, said);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tells_the_lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
