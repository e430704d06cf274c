/* test_stream.c -- what a full log still takes: how a run ends, and nothing that a program can make at will. */
#include "sandbox/stream.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static bool ends_a_run(enum event_kind kind)
{
    static const enum event_kind ending[] = {EV_OUTPUT, EV_FORBIDDEN, EV_LIMIT,  EV_STOPPED,
                                             EV_FILE,   EV_OVERFLOW,  EV_BROKEN, EV_END};
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        if (ending[i] == kind)
            return true;
    return false;
}

static void a_full_log_takes_only_what_ends_a_run(void **state)
{
    (void)state;
    struct stream stream = {0};
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    stream_begin(&stream, nowhere);
    while (stream_has_room(&stream, 1))
        stream_add(&stream, EV_EXEC, 1, 1, ARGS(0), "program");
    for (unsigned kind = 0; kind < EV_COUNT; kind++) {
        const uint32_t next = stream.next;
        const uint64_t lost = stream.lost;
        stream_add(&stream, (enum event_kind)kind, 2, 2, ARGS(0), NULL);
        if (stream.next - next != ends_a_run((enum event_kind)kind) || stream.next - next + stream.lost - lost != 1)
            fail_msg("%s", event_kind_name((enum event_kind)kind));
    }
    stream_add(&stream, EV_EXIT, 1, 1, ARGS(0), NULL);
    assert_int_equal(stream.events[stream.count - 1].kind, EV_EXIT);
    assert_in_range(stream.next, 1, EVENTS_MAX);
    free(stream.events);
    assert_int_equal(close(nowhere), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_full_log_takes_only_what_ends_a_run)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
