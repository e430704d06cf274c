/* test_shape.c -- deadlocks that differ in names are one shape, and others are not. */
#include "rubrics/shape.h"
#include "tests/unit/made_up.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define WAIT(process, call, on, ...) \
    "{\"process\":\"" process "\",\"call\":\"" call "\",\"on\":\"" on "\",\"waits_for\":[" __VA_ARGS__ "]}"
#define FOR(process, why) "{\"process\":\"" process "\",\"why\":\"" why "\"}"
#define DEADLOCK(...) "{\"waits\":[" __VA_ARGS__ "]}"

static const char own_end[] =
    DEADLOCK(WAIT("parent", "wait4", "", FOR("child 2", "is a child that has not ended")) "," WAIT(
        "child 2", "read", "pipe 1", FOR("child 2", "still holds the write end as fd 4")));

static const struct {
    const char *name, *one, *other;
    bool same;
} rows[] = {
    {"the very same", own_end, own_end, true},
    {"other names, numbers and order", own_end,
     DEADLOCK(WAIT("child 1", "read", "pipe 3", FOR("child 1", "still holds the write end as fd 17")) "," WAIT(
         "parent", "wait4", "", FOR("child 1", "is a child that has not ended"))),
     true},
    {"another holds the end", own_end,
     DEADLOCK(WAIT("parent", "wait4", "", FOR("child 2", "is a child that has not ended")) "," WAIT(
         "child 2", "read", "pipe 1", FOR("parent", "still holds the write end as fd 4"))),
     false},
    {"another call", own_end,
     DEADLOCK(WAIT("parent", "wait4", "", FOR("child 2", "is a child that has not ended")) "," WAIT(
         "child 2", "write", "pipe 1", FOR("child 2", "still holds the write end as fd 4"))),
     false},
    {"a ring of three, from another member on",
     DEADLOCK(WAIT("a", "read", "pipe 1", FOR("b", "w")) "," WAIT("b", "read", "pipe 2", FOR("c", "w")) "," WAIT(
         "c", "read", "pipe 3", FOR("a", "w"))),
     DEADLOCK(WAIT("x", "read", "pipe 9", FOR("z", "w")) "," WAIT("y", "read", "pipe 8", FOR("x", "w")) "," WAIT(
         "z", "read", "pipe 7", FOR("y", "w"))),
     true},
    {"two rings of three and one of six: equal colours, another graph",
     DEADLOCK(WAIT("a", "read", "1", FOR("b", "w")) "," WAIT("b", "read", "2", FOR("c", "w")) "," WAIT(
         "c", "read", "3", FOR("a", "w")) "," WAIT("d", "read", "4",
                                                   FOR("e", "w")) "," WAIT("e", "read", "5",
                                                                           FOR("f", "w")) "," WAIT("f", "read", "6",
                                                                                                   FOR("d", "w"))),
     DEADLOCK(WAIT("a", "read", "1", FOR("b", "w")) "," WAIT("b", "read", "2", FOR("c", "w")) "," WAIT(
         "c", "read", "3", FOR("d", "w")) "," WAIT("d", "read", "4",
                                                   FOR("e", "w")) "," WAIT("e", "read", "5",
                                                                           FOR("f", "w")) "," WAIT("f", "read", "6",
                                                                                                   FOR("a", "w"))),
     false},
    {"two read one pipe, or one each",
     DEADLOCK(WAIT("a", "read", "pipe 1", FOR("p", "w")) "," WAIT("b", "read", "pipe 1", FOR("p", "w"))),
     DEADLOCK(WAIT("a", "read", "pipe 1", FOR("p", "w")) "," WAIT("b", "read", "pipe 2", FOR("p", "w"))), false},
    {"two threads of one process, or two processes",
     DEADLOCK(WAIT("a", "futex", "", FOR("a", "has lock 1")) "," WAIT("a", "futex", "", FOR("a", "has lock 2"))),
     DEADLOCK(WAIT("a", "futex", "", FOR("b", "has lock 1")) "," WAIT("b", "futex", "", FOR("a", "has lock 2"))),
     false},
    {"nothing that waits", "{\"waits\":[]}", "{}", true},
};

static const char *shape(const char *text, struct arena *arena)
{
    AUTO_JSON json_t *json = NULL;
    struct err e = {0};
    if (!json_read(bytes_of(text), &json, &e))
        fail_msg("%s: %s", text, e.text);
    return shape_of_deadlock(json, arena);
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        const char *one = shape(rows[i].one, arena), *other = shape(rows[i].other, arena);
        if ((strcmp(one, other) == 0) != rows[i].same)
            fail_msg("%s: '%s' and '%s'", rows[i].name, one, other);
    }
}

/* Fifty children that all wait for the parent: too many orders to try, and soon done all the same. */
static void test_many_equal_waits(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    const char *shapes[2];
    for (int turn = 0; turn < 2; turn++) {
        AUTO_BUF struct buf text = {0};
        buf_add_string(&text, "{\"waits\":[");
        for (int i = 0; i < 50; i++)
            buf_printf(&text,
                       "%s{\"process\":\"child %d\",\"call\":\"read\",\"on\":\"pipe 1\",\"waits_for\":["
                       "{\"process\":\"parent\",\"why\":\"still holds the write end as fd %d\"}]}",
                       i > 0 ? "," : "", turn ? 50 - i : i + 1, 4 + turn);
        buf_add_string(&text, "]}");
        shapes[turn] = shape(text.data, arena);
    }
    assert_string_equal(shapes[0], shapes[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_many_equal_waits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
