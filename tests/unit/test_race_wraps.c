/* test_race_wraps.c -- calls of a submission's own functions are not taken for libc's. */
#include "server/race_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define OWN "-Wl,--defsym=__real_wait=__wrap_wait\n"
#define WRAPPED "-Wl,--wrap=wait\n"

static const struct {
    const char *claim, *text, *wanted; /* wanted: of wait */
} rows[] = {
    {"a definition", "void wait(semaphore *s)\n{\n    s->v--;\n}\n", OWN},
    {"on one line, after another", "static int n; int wait(int (*f)(int), int x) { return f(x); }\n", OWN},
    {"after a macro", "#define N 5\nvoid wait(int s)\n{\n}\n", OWN},
    {"with comments between", "void /* P */ wait (int s) // takes\n{ }\n", OWN},
    {"the last of the file, cut off", "void wait(int s", WRAPPED},
    {"a declaration", "void wait(semaphore *s);\nint main(void) { return 0; }\n", WRAPPED},
    {"a call", "int main(void)\n{\n    while (wait(NULL) > 0) {\n    }\n    wait(NULL); { }\n}\n", WRAPPED},
    {"a function of one file", "static void wait(int s)\n{\n}\n", WRAPPED},
    {"a macro", "#define wait(s) { P(s); }\n", WRAPPED},
    {"a comment", "/* void wait(int s) { } */\nconst char *t = \"void wait(int s) {\";\n", WRAPPED},
    {"a longer name", "void wait_for(int s) { }\nvoid await(int s) { }\n", WRAPPED},
};

static void only_own_definitions_count(void **state)
{
    (void)state;
    static const char all[] = "-Wl,-z,now\n-Wl,--wrap=main\n-Wl,--wrap=strlen\n" WRAPPED "-Wl,--wrap=write\n";
    static const char main_file[] = "#include \"sem.h\"\nunsigned long strlen(const char *s) { return *s; }\n"
                                    "int main(void) { wait(0); return 0; }\n";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        const struct source files[] = {{"main.c", {main_file, sizeof main_file - 1}},
                                       {"sem.c", {rows[i].text, strlen(rows[i].text)}}};
        const struct bytes got = race_wraps((struct bytes){all, sizeof all - 1}, files, 2, arena);
        const char *wanted =
            arena_printf(arena, "-Wl,-z,now\n-Wl,--wrap=main\n-Wl,--wrap=strlen\n%s-Wl,--wrap=write\n", rows[i].wanted);
        if (got.size != strlen(wanted) || memcmp(got.data, wanted, got.size) != 0)
            fail_msg("%s: %.*s", rows[i].claim, (int)got.size, got.data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(only_own_definitions_count)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
