/* test_call_argument.c -- which array of the student's a call of pipe() is given, and when the source does not say. */
#include "server/call_argument.h"
#include "tests/unit/made_up.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define TWO "int main(void)\n{\n    int req[2], rep[2];\n    if (pipe(req) < 0 || pipe(rep) < 0)\n"

static const struct row {
    const char *name, *text;
    uint32_t line, column;
    const char *want;
} rows[] = {
    {"the only call of the line", "int fd[2];\npipe(fd);\n", 2, 0, "fd"},
    {"the last line has no end", "int fd[2];\npipe(fd)", 2, 1, "fd"},
    {"the first of two", TWO, 4, 9, "req"},
    {"the second of two", TWO, 4, 26, "rep"},
    {"one of two, but which?", TWO, 4, 0, ""},
    {"the column of something else", TWO, 4, 5, ""},
    {"behind a macro's name", "int fd[2];\nCHECK(pipe (fd));\n", 2, 1, "fd"},
    {"with flags, of another call", "int fd[2];\npipe2(fd, O_CLOEXEC);\n", 2, 1, ""},
    {"one of an array, by number", "int p[3][2];\npipe(p[1]);\n", 2, 1, "p[1]"},
    {"one of an array, by what has changed since", "int p[3][2];\npipe(p[i]);\n", 2, 1, ""},
    {"a place in an array", "int p[6];\npipe(p + 2);\n", 2, 1, ""},
    {"an address", "int p[6];\npipe(&p[2]);\n", 2, 1, ""},
    {"a member", "struct { int in[2]; } s;\npipe(s.in);\n", 2, 1, ""},
    {"a parameter", "int make(int fd[2])\n{\n    return pipe(fd);\n}\n", 3, 12, ""},
    {"a parameter, used like an array", "int make(int *fd)\n{\n    pipe(fd);\n    return fd[0];\n}\n", 3, 5, ""},
    {"declared in a comment only", "/* int fd[2]; */\npipe(fd);\n", 2, 1, ""},
    {"declared in a text only", "char *s = \"int fd[2]\";\npipe(fd);\n", 2, 1, ""},
    {"an array of a type with a name", "pair_t ends[2];\npipe(ends);\n", 2, 1, "ends"},
    {"not the call of a longer name", "int fd[2];\nmy_pipe(fd);\n", 2, 0, ""},
    {"a line that is not there", "int fd[2];\npipe(fd);\n", 9, 1, ""},
    {"a column that is not there", "int fd[2];\npipe(fd);\n", 2, 900, "fd"},
    {"no text at all", "", 1, 1, ""},
    {"the text ends in the call", "int fd[2];\npipe(", 2, 1, ""},
    {"the text ends in the number", "int fd[2];\npipe(fd[1", 2, 1, ""},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        const char *got = call_argument(bytes_of(rows[i].text), "pipe", rows[i].line, rows[i].column, arena);
        if (strcmp(got, rows[i].want) != 0)
            fail_msg("%s: '%s'", rows[i].name, got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
