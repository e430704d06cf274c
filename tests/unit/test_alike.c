/* test_alike.c -- which findings are one mistake, and which are two. */
#include "rubrics/alike.h"

#include "sandbox/base/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { FINDINGS_MAX = 5 };

#define PLACE(line) "{\"file\":\"a.c\",\"line\":" #line "}"
#define AT(lines) ",\"where\":[" lines "]"
#define BAD(who, hint)                                                                       \
    "{\"code\":\"bad-fd\",\"severity\":\"error\",\"process\":\"" who "\",\"message\":\"" who \
    " reads\",\"hint\":\"" hint "\"" AT(PLACE(7)) "}"
#define LEFT(who, end, lines)                                                                              \
    "{\"code\":\"pipe-end-left-open\",\"severity\":\"warning\",\"process\":\"" who "\",\"message\":\"" who \
    " holds it\",\"end\":\"" end "\"" AT(lines) "}"
#define WRONG(text) "{\"code\":\"wrong-stdout\",\"severity\":\"error\",\"message\":\"" text "\",\"where\":[]}"
#define WARNED(column, text)                                                     \
    "{\"code\":\"compile-warning\",\"severity\":\"warning\",\"message\":\"" text \
    "\",\"where\":[{\"file\":\"a.c\",\"line\":3,\"column\":" #column "}]}"
#define ZOMBIE(who) "{\"code\":\"zombie-left\",\"severity\":\"warning\",\"message\":\"" who "\",\"where\":[]}"

static const struct {
    const char *claim, *findings;
    size_t same_as[FINDINGS_MAX]; /* of each: the one that tells it */
    int count[FINDINGS_MAX];      /* of each: what it says; 0: nothing */
} rows[] = {
    {"none", "", {0}, {0}},
    {"one", BAD("child 1", "x"), {0}, {0}},
    {"two children at one line", BAD("child 1", "x") "," BAD("child 2", "x"), {0, 0}, {2}},
    {"three, with another between them",
     BAD("child 1", "x") "," LEFT("parent", "read", PLACE(7)) "," BAD("child 2", "x") "," BAD("child 3", "x"),
     {0, 1, 0, 0},
     {3}},
    {"two pairs",
     LEFT("child 1", "read", PLACE(7)) "," LEFT("child 1", "write", PLACE(7)) "," LEFT(
         "child 2", "read", PLACE(7)) "," LEFT("child 2", "write", PLACE(7)),
     {0, 1, 0, 1},
     {2, 2}},
    {"closed, and never opened, at one line", BAD("child 1", "closed") "," BAD("child 2", "never open"), {0, 1}, {0}},
    {"one end, pipes of two lines",
     LEFT("parent", "read", PLACE(7) "," PLACE(3)) "," LEFT("parent", "read", PLACE(7) "," PLACE(4)),
     {0, 1},
     {0}},
    {"more places, the first the same",
     LEFT("parent", "read", PLACE(7)) "," LEFT("parent", "read", PLACE(7) "," PLACE(4)),
     {0, 1},
     {0}},
    {"no line is known: only the same words",
     ZOMBIE("child 1") "," ZOMBIE("child 2") "," ZOMBIE("child 1"),
     {0, 1, 0},
     {2}},
    {"wrong output of two cases", WRONG("2 of 3") "," WRONG("1 of 3") "," WRONG("2 of 3"), {0, 1, 0}, {2}},
    {"two warnings at one line", WARNED(3, "a") "," WARNED(3, "b") "," WARNED(9, "a"), {0, 1, 2}, {0}},
    {"what stood there goes",
     "{\"code\":\"crash\",\"message\":\"a\",\"same_as\":0,\"count\":9},{\"code\":\"crash\",\"message\":\"b\","
     "\"same_as\":0}",
     {0, 1},
     {0}},
    {"what is no finding", "1,{},{},[]", {0, 1, 1, 3}, {0, 2}},
};

static json_t *list_of(const char *findings)
{
    AUTO_BUF struct buf text = {0};
    json_t *out = NULL;
    struct err e = {0};
    buf_printf(&text, "[%s]", findings);
    if (!json_read((struct bytes){text.data, text.size}, &out, &e))
        fail_msg("%s: %s", findings, e.text);
    return out;
}

static void test_marks(void **state)
{
    (void)state; /* cmocka's */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_JSON json_t *list = list_of(rows[i].findings);
        alike_mark(list);
        alike_mark(list); /* again: the same */
        for (size_t k = 0; k < json_array_size(list); k++) {
            const json_t *finding = json_array_get(list, k);
            json_int_t count = json_integer_value(json_object_get(finding, "count"));
            if (alike_first(list, k) != rows[i].same_as[k] || count != rows[i].count[k])
                fail_msg("%s: %zu is told by %zu, and %d are told", rows[i].claim, k, alike_first(list, k), (int)count);
        }
    }
}

/* A finding that is taken out of its list says nothing of the others, and the list keeps what it says. */
static void test_unmarked(void **state)
{
    (void)state; /* cmocka's */
    AUTO_JSON json_t *list = list_of(BAD("child 1", "x") "," BAD("child 2", "x"));
    AUTO_JSON json_t *before = list_of(BAD("child 1", "x") "," BAD("child 2", "x"));
    alike_mark(list);
    for (size_t i = 0; i < 2; i++) {
        AUTO_JSON json_t *one = alike_unmarked(json_array_get(list, i));
        assert_true(json_equal(one, json_array_get(before, i)));
    }
    assert_int_equal(alike_first(list, 1), 0);
    assert_false(json_equal(list, before));
}

/* Whoever sends a grade may write anything: what leads nowhere leads to itself. */
static void test_first_of_nonsense(void **state)
{
    (void)state; /* cmocka's */
    static const char *const bad[] = {"-1", "1", "2", "99999999999", "0.5", "\"0\"", "null", "[]"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        AUTO_BUF struct buf text = {0};
        buf_printf(&text, "{},{\"same_as\":%s}", bad[i]);
        AUTO_JSON json_t *list = list_of(text.data);
        assert_int_equal(alike_first(list, 1), 1);
        assert_int_equal(alike_first(list, 7), 7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_unmarked),
        cmocka_unit_test(test_first_of_nonsense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
