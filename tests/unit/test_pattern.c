/* test_pattern.c -- expressions that would cost gigabytes or hours are refused, their harmless twins are not. */
#include "rubrics/pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *name, *pattern, *says; /* says NULL: accepted */
} rows[] = {
    {"plain text", "Received: Hello", NULL},
    {"nothing", "", NULL},
    {"lines", "(Received: [A-Za-z ]+\n)*done\n?", NULL},
    {"a count", "([0-9]{1,3}\\.){3}[0-9]{1,3}", NULL},
    {"many copies of one", "a{4000}", NULL},
    {"too many copies of one", "a{4097}", "more than 4096 states"},
    {"copies of copies", "((a{255}){255}){255}", "more than 4096 states"},
    {"copies of copies without groups", "a{99}{99}", "more than 4096 states"},
    {"copies of a group with a star", "(a{99}b)*{99}", "may be empty"},
    {"copies of a group with a plus", "(a{99}b)+{99}", "more than 4096 states"},
    {"an open interval copies too", "((a{255}){255,}){255}", "more than 4096 states"},
    {"a huge number", "a{99999999999999999999}", "more than 4096 states"},
    {"a star of a star", "(a*)*", "may be empty"},
    {"a plus of an option", "(a?)+", "may be empty"},
    {"copies of an option", "(a|b?|c?){330}", "may be empty"},
    {"copies of a star", "((a*)*b?){50}", "may be empty"},
    {"copies of a place", "(^|\\b){5}", "may be empty"},
    {"a star of an empty branch", "(a|)*", "may be empty"},
    {"a star of what is never empty", "(a*b)*", NULL},
    {"a star after a group that may be empty", "(a*)b*", NULL},
    {"an option of what may be empty", "(a*)?", NULL},
    {"one copy of what may be empty", "(a*){1}", NULL},
    {"a star that is in brackets", "([*?]+)*", NULL},
    {"a bracket that holds itself", "([]a]*)[^]b]*", NULL},
    {"a class in brackets", "[[:alpha:]_]*", NULL},
    {"stars that are escaped", "(a\\*)*", NULL},
    {"a hundred options", "(ab?){100}", NULL},
    {"more options than a hundred", "(ab?){101}", "more than 100 places"},
    {"a back-reference", "(a)\\1", "back-reference (\\1)"},
    {"a backslash that is escaped", "(a)\\\\1", NULL},
    {"a brace that is no interval", "a{x}", "no POSIX"},
    {"a brace at the end", "a{", "no POSIX"},
    {"parentheses 32 deep", "((((((((((((((((((((((((((((((((a))))))))))))))))))))))))))))))))", NULL},
    {"parentheses 33 deep", "(((((((((((((((((((((((((((((((((a)))))))))))))))))))))))))))))))))", "more than 32 deep"},
    {"a bracket that does not end", "[a", "no POSIX"},
    {"a class that does not end", "[[:a", "no POSIX"},
    {"a backslash at the end", "a\\", "no POSIX"},
    {"closing what is not open", "a)*", "without its"},
};

static void test_bounds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct err e = {0};
        bool ok = pattern_ok(rows[i].pattern, &e);
        if (ok != !rows[i].says || (!ok && !strstr(e.text, rows[i].says)))
            fail_msg("%s: %s %s", rows[i].name, ok ? "accepted" : "refused", e.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_bounds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
