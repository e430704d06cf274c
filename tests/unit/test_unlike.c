/* test_unlike.c -- short names for texts: no two that differ look the same. */
#include "rubrics/unlike.h"
#include "sandbox/base/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { TEXTS_MAX = 4, COLUMNS = 30 };

static const struct {
    const char *claim;
    const char *texts[TEXTS_MAX], *names[TEXTS_MAX];
} rows[] = {
    {"one line each", {"21", "20\n"}, {"21", "20"}},
    {"nothing", {"", "x"}, {"", "x"}},
    {"more than a line", {"a\nb\n", "c\n"}, {"a…", "c"}},
    {"a line that is too long",
     {"0123456789012345678901234567890123456789", "c"},
     {"01234567890123456789012345678…", "c"}},
    {"first lines that are equal", {"a\nb\nc\n", "a\nx\nc\n", "z\n"}, {"line 2: b", "line 2: x", "z"}},
    {"several lines that differ",
     {"a\nb\nc\nd", "a\nx\nc\nd", "a\nb\nc\ny"},
     {"line 2: b; line 4: d", "line 2: x; line 4: d", "line 2: b; line 4: y"}},
    {"the one is the beginning of the other", {"a\n", "a\nb\n"}, {"a", "a…"}},
    {"or of two others", {"a\nb", "a\nb\nc", "a\nb\nd"}, {"line 3: (nothing)", "line 3: c", "line 3: d"}},
    {"lines that differ only at their end",
     {"0123456789012345678901234567890123456789 one", "0123456789012345678901234567890123456789 two"},
     {"line 1: …one", "line 1: …two"}},
    {"an end of several bytes, of which the first is the same",
     {"0123456789012345678901234567890123456789 \xc3\xa4", "0123456789012345678901234567890123456789 \xc3\xb6"},
     {"line 1: …\xc3\xa4", "line 1: …\xc3\xb6"}},
    {"two lines of two kinds each",
     {"0.0\n[0, 1]\n", "3.1\n[0, 1]\n", "0.0\n[0, -1]\n", "3.1\n[0, -1]\n"},
     {"line 1: 0.0; line 2: [0, 1]", "line 1: 3.1; line 2: [0, 1]", "line 1: 0.0; line 2: [0, -1]",
      "line 1: 3.1; line 2: [0, -1]"}},
    {"lines that are equal as far as they are shown",
     {"a\n1 2 3 4 5 6 7 8 9 10 11 12 13 14\n", "a\n1 2 3 4 5 6 7 8 9 10 11 12 13 99\n", "a\n1 2\n"},
     {"line 2: …14; line 2: 1 2 3 4 …", "line 2: …99; line 2: 1 2 3 4 …", "line 2: 1 2"}},
    {"control characters", {"a\x1b[1m", "b"}, {"a\xef\xbf\xbd[1m", "b"}},
};

static void test_names(void **state)
{
    (void)state; /* cmocka's */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        const char *names[TEXTS_MAX];
        size_t count = 0;
        while (count < TEXTS_MAX && rows[i].texts[count])
            count++;
        unlike_names(rows[i].texts, count, COLUMNS, arena, names);
        for (size_t k = 0; k < count; k++)
            if (strcmp(names[k], rows[i].names[k]) != 0)
                fail_msg("%s: '%s' is called '%s'", rows[i].claim, rows[i].texts[k], names[k]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
