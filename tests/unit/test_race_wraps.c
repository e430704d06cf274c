/* test_race_wraps.c -- a submission's own functions are not taken for libc's, whatever they are called. */
#include "server/race_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *claim, *text, *wanted; /* wanted: the names, each with a blank behind it */
} rows[] = {
    {"a definition", "void wait(semaphore *s)\n{\n    s->v--;\n}\n", "wait "},
    {"on one line, after another", "static int n; int wait(int (*f)(int), int x) { return f(x); }\n", "wait "},
    {"after a function of one file", "static int f(void) { return 1; }\nint wait(int x) { return x; }\n", "wait "},
    {"after a table", "static int (*const t[])(int) = {f, g};\nint wait(int x) { return x; }\n", "wait "},
    {"after a macro", "#define N 5\n#define F(x) \\\n    f(x)\nvoid wait(int s)\n{\n}\n", "wait "},
    {"with comments between", "void /* P */ wait (int s) // takes\n{ }\n", "wait "},
    {"with attributes", "__attribute__((noinline)) void wait(int s) __attribute__((cold))\n{ }\n", "wait "},
    {"of at least three", "void wait(int s[static 3]) { }\n", "wait "},
    {"two", "void write(void) { }\nvoid wait(int s) { write(); }\n", "write wait "},
    {"of a function that the runtime calls", "int strlen(char *s) { return !*s; }\n", "strlen "},
    {"the last of the file, cut off", "void wait(int s", ""},
    {"a declaration", "void wait(semaphore *s);\nint main(void) { return 0; }\n", ""},
    {"a call", "int main(void)\n{\n    while (wait(NULL) > 0) {\n    }\n    wait(NULL); { }\n}\n", ""},
    {"a function of one file", "static void wait(int s)\n{\n}\n", ""},
    {"of one file, as it was declared", "static void wait(int s);\nvoid wait(int s)\n{\n}\n", ""},
    {"a macro", "#define wait(s) { P(s); }\n", ""},
    {"a comment", "/* void wait(int s) { } */\nconst char *t = \"void wait(int s) {\";\n", ""},
    {"a longer name", "void wait_for(int s) { }\nvoid await(int s) { }\n", ""},
    {"a name that is not wrapped", "void kill(int s) { }\n", ""},
    {"what libc calls itself", "void free(void *p) { }\nint main(void) { }\n", ""},
};

/* Each of these names is no longer wrapped, and is asked for in the source; all others are as they were. */
static void only_own_definitions_count(void **state)
{
    (void)state;
    static const char *const names[] = {"main", "free", "strlen", "wait", "write"};
    static const char main_file[] = "#include \"sem.h\"\nint main(void) { wait(0); return 0; }\n";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        const struct source files[] = {{"main.c", {main_file, sizeof main_file - 1}},
                                       {"sem.c", {rows[i].text, strlen(rows[i].text)}}};
        const char *all = "-Wl,-z,now\n", *wanted = all, *own = "";
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            const char *line = arena_printf(arena, "-Wl,--wrap=%s\n", names[k]);
            all = arena_printf(arena, "%s%s", all, line);
            if (!strstr(rows[i].wanted, names[k]))
                wanted = arena_printf(arena, "%s%s", wanted, line);
        }
        const struct race_own got = race_own((struct bytes){all, strlen(all)}, files, 2, arena);
        for (const char *at = got.source.data; at && (at = strstr(at, "\nOWN(")); at++)
            own = arena_printf(arena, "%s%.*s ", own, (int)strcspn(at + 5, ")"), at + 5);
        if (got.wraps.size != strlen(wanted) || memcmp(got.wraps.data, wanted, got.wraps.size) != 0)
            fail_msg("%s: %.*s", rows[i].claim, (int)got.wraps.size, got.wraps.data);
        if (strcmp(own, rows[i].wanted) != 0 || (got.source.size == 0) != (*own == '\0'))
            fail_msg("%s: %s", rows[i].claim, own);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(only_own_definitions_count)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
