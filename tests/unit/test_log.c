/* test_log.c -- a log line is one JSON object, whatever is in it. */
#include "rubrics/json.h"
#include "sandbox/base/fd.h"
#include "server/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* stderr of this process, for as long as a test wants it. */
struct caught {
    int pipe_ends[2], real;
};

static struct caught catch_stderr(void)
{
    struct caught caught;
    assert_int_equal(pipe(caught.pipe_ends), 0);
    caught.real = dup(STDERR_FILENO);
    assert_true(caught.real >= 0 && dup2(caught.pipe_ends[1], STDERR_FILENO) >= 0);
    (void)close(caught.pipe_ends[1]); /* stderr is the only writer now */
    return caught;
}

static struct bytes release_stderr(struct caught *caught, struct arena *arena)
{
    struct bytes text;
    struct err e = {0};
    assert_true(dup2(caught->real, STDERR_FILENO) >= 0);
    (void)close(caught->real); /* stderr is back */
    assert_true(fd_read_all(caught->pipe_ends[0], "stderr", 65536, arena, &text, &e));
    (void)close(caught->pipe_ends[0]); /* read to its end */
    return text;
}

static const struct {
    const char *name, *value, *want;
} rows[] = {
    {"plain", "sub_1", "sub_1"},
    {"quotes and backslashes", "a \"b\" \\n", "a \"b\" \\n"},
    {"a line break", "two\nlines\tof it", "two\nlines\tof it"},
    {"an escape sequence", "\033[2J", "\xef\xbf\xbd[2J"},
    {"what turns the direction of writing", "a\u202eb\u202c \u2066c\u2069\u061c\u200f",
     "a\ufffdb\ufffd \ufffdc\ufffd\ufffd\ufffd"},
    {"what is written from right to left", "\u05d0\u0627 \u200d\u2014\u2065", "\u05d0\u0627 \u200d\u2014\u2065"},
    {"no UTF-8", "caf\xe9", "caf\xef\xbf\xbd"},
    {"a whole line of its own", "\"}\n{\"level\": \"error\"", "\"}\n{\"level\": \"error\""},
    {"empty", "", ""},
};

static void test_values(void **state)
{
    (void)state; /* cmocka's shape */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        AUTO_JSON json_t *line = NULL;
        struct err e = {0};
        struct caught caught = catch_stderr();
        log_line(LOG_LEVEL_WARN, rows[i].value, "key", rows[i].value, "none", (const char *)NULL, NULL);
        struct bytes text = release_stderr(&caught, arena);
        assert_ptr_equal(memchr(text.data, '\n', text.size), text.data + text.size - 1);
        assert_true(json_read(text, &line, &e));
        assert_string_equal(json_string_value(json_object_get(line, "message")), rows[i].want);
        assert_string_equal(json_string_value(json_object_get(line, "key")), rows[i].want);
        assert_string_equal(json_string_value(json_object_get(line, "level")), "warn");
        assert_string_equal(json_string_value(json_object_get(line, "process")), "worker 1");
        assert_true(json_is_null(json_object_get(line, "none")));
        assert_int_equal(strlen(json_string_value(json_object_get(line, "time"))), strlen("2026-01-02T03:04:05.678Z"));
    }
}

static void test_debug_only_when_verbose(void **state)
{
    (void)state; /* cmocka's shape */
    for (int verbose = 0; verbose < 2; verbose++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct caught caught = catch_stderr();
        log_setup("worker 1", verbose);
        log_line(LOG_LEVEL_DEBUG, "detail", NULL);
        struct bytes text = release_stderr(&caught, arena);
        assert_int_equal(text.size > 0, verbose);
    }
}

/* Were it not so, this would hang. */
static void test_full_pipe(void **state)
{
    (void)state; /* cmocka's shape */
    AUTO_ARENA struct arena *arena = arena_make();
    AUTO_JSON json_t *told = NULL;
    struct err e = {0};
    struct caught caught = catch_stderr();
    log_setup("worker 1", 0);
    size_t full = 0;
    char block[4096] = {0};
    while (write(STDERR_FILENO, block, sizeof block) == sizeof block)
        full += sizeof block;
    log_line(LOG_LEVEL_INFO, "no room", NULL);
    log_line(LOG_LEVEL_INFO, "no room", NULL);
    while (full > 0) {
        ssize_t n = read(caught.pipe_ends[0], block, sizeof block);
        assert_true(n > 0 && (size_t)n <= full);
        full -= (size_t)n;
    }
    log_line(LOG_LEVEL_INFO, "room", NULL);
    struct bytes text = release_stderr(&caught, arena);
    assert_true(json_read(text, &told, &e));
    assert_string_equal(json_string_value(json_object_get(told, "message")), "room");
    assert_int_equal(json_integer_value(json_object_get(told, "lines_lost")), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_debug_only_when_verbose),
        cmocka_unit_test(test_full_pipe),
    };
    log_setup("worker 1", 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
