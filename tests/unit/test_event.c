/* test_event.c -- events: the door refuses whatever a sandbox would not write. */
#include "sandbox/event.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define EVENT(k, t, p, ...)                                                           \
    {                                                                                 \
        .number = 7, .kind = (k), .task = (t), .process = (p), .arg = { __VA_ARGS__ } \
    }

static const struct {
    const char *claim;
    bool ok;
    struct event ev;
} rows[] = {
    {"begin", true, EVENT(EV_BEGIN, 0, 0, 0, 1022)},
    {"begin with an unknown layer", false, EVENT(EV_BEGIN, 0, 0, 0, 1 << LAYER_COUNT)},
    {"begin with an unknown isolation", false, EVENT(EV_BEGIN, 0, 0, 3)},
    {"begin of a task", false, EVENT(EV_BEGIN, 1, 1, 0)},
    {"first task", true, EVENT(EV_TASK, 1, 1, 0, TASK_FIRST, 2)},
    {"thread", true, EVENT(EV_TASK, 3, 1, 1, TASK_THREAD, 4)},
    {"task of no process", false, EVENT(EV_TASK, 3, 0, 1, TASK_FORK, 4)},
    {"task of a younger process", false, EVENT(EV_TASK, 3, 4, 1, TASK_FORK, 4)},
    {"its own parent", false, EVENT(EV_TASK, 3, 3, 3, TASK_FORK, 4)},
    {"unknown kind of task", false, EVENT(EV_TASK, 3, 3, 1, 4, 4)},
    {"exit code", true, EVENT(EV_EXIT, 1, 1, 255, 0, 1000)},
    {"exit by a signal", true, EVENT(EV_EXIT, 1, 1, -1, 9, 1000)},
    {"exit by both", false, EVENT(EV_EXIT, 1, 1, 0, 9, 0)},
    {"exit by neither", false, EVENT(EV_EXIT, 1, 1, -1, 0, 0)},
    {"exit code 256", false, EVENT(EV_EXIT, 1, 1, 256, 0, 0)},
    {"exit of nobody", false, EVENT(EV_EXIT, 0, 0, 0, 0, 0)},
    {"negative time", false, EVENT(EV_EXIT, 1, 1, 0, 0, -1)},
    {"signal", true, EVENT(EV_SIGNAL, 1, 1, 11, 1, -1)},
    {"signal 0", false, EVENT(EV_SIGNAL, 1, 1, 0, 1, 0)},
    {"signal 65", false, EVENT(EV_SIGNAL, 1, 1, 65, 1, 0)},
    {"output", true, EVENT(EV_OUTPUT, 0, 0, 2, 100, 1)},
    {"output of stream 3", false, EVENT(EV_OUTPUT, 0, 0, 3, 100, 1)},
    {"limit", true, EVENT(EV_LIMIT, 0, 0, CAUSE_WALL, 2, 1)},
    {"limit that is none", false, EVENT(EV_LIMIT, 0, 0, CAUSE_ENDED, 2, 1)},
    {"file", true, EVENT(EV_FILE, 0, 0, 159, FILE_ABSENT, 0)},
    {"file beyond the spec", false, EVENT(EV_FILE, 0, 0, 160, FILE_ABSENT, 0)},
    {"file of unknown fate", false, EVENT(EV_FILE, 0, 0, 0, FILE_FATE_COUNT, 0)},
    {"end", true, EVENT(EV_END, 0, 0, CAUSE_FORBIDDEN, 1, 2, 3, 4)},
    {"end of unknown cause", false, EVENT(EV_END, 0, 0, CAUSE_COUNT)},
    {"no use is seen any more", true, EVENT(EV_FD_UNSEEN, 3, 1, 0)},
    {"of nobody", false, EVENT(EV_FD_UNSEEN, 0, 0, 0)},
    {"how a descriptor was opened is asked", true, EVENT(EV_FD_ASKED, 3, 1, 4)},
    {"of no descriptor", false, EVENT(EV_FD_ASKED, 3, 1, -1)},
    {"what was printed and not sent", true, EVENT(EV_UNSENT, 3, 1, 4, 6)},
    {"nothing was", false, EVENT(EV_UNSENT, 3, 1, 4, 0)},
    {"unused argument", false, EVENT(EV_STOPPED, 0, 0, 0, 0, 0, 0, 1)},
    {"unknown kind", false, EVENT(EV_COUNT, 0, 0, 0)},
    {"a source on the wire", false, {.number = 7, .kind = EV_STOPPED, .source = SOURCE_GUEST}},
    {"text", true, {.number = 7, .kind = EV_BROKEN, .text = "mount"}},
    {"text where none belongs", false, {.number = 7, .kind = EV_STOPPED, .text = "x"}},
    {"lost nothing", false, EVENT(EV_OVERFLOW, 0, 0, 0)},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (event_ok(&rows[i].ev, 7) != rows[i].ok)
            fail_msg("%s", rows[i].claim);
}

static void test_numbers(void **state)
{
    (void)state;
    struct event ev = {.number = 7, .kind = EV_STOPPED};
    assert_true(event_ok(&ev, 7));
    assert_false(event_ok(&ev, 6));
    assert_false(event_ok(&ev, 8));
}

static void test_text_ends(void **state)
{
    (void)state;
    struct event ev = {.kind = EV_BROKEN};
    memset(ev.text, 'x', sizeof ev.text);
    assert_false(event_ok(&ev, 0));
    ev.text[EVENT_TEXT - 1] = 0;
    assert_true(event_ok(&ev, 0));
}

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(event_kind_name(EV_BEGIN), "BEGIN");
    assert_string_equal(event_kind_name(EV_END), "END");
    assert_string_equal(layer_name(LAYER_USER_NS), "user-ns");
    assert_string_equal(layer_name(LAYER_RLIMIT), "rlimit");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_text_ends),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
