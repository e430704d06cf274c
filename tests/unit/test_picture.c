/* test_picture.c -- pictures of runs: exactly as they should look, and never wider than they may be. */
#include "rubrics/picture.h"
#include "sandbox/base/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Single quotes stand for double ones. */
static json_t *read_json(const char *text, struct arena *arena)
{
    json_error_t error;
    char *plain = arena_string(arena, text);
    for (char *at = plain; (at = strchr(at, '\''));)
        *at = '"';
    json_t *out = json_loads(plain, 0, &error);
    if (!out)
        fail_msg("%s at %d", error.text, error.position);
    return out;
}

static void same(const char *name, struct bytes got, const char *want)
{
    if (got.size != strlen(want) || memcmp(got.data, want, got.size) != 0)
        fail_msg("%s:\n%.*s", name, (int)got.size, got.data);
}

static const struct {
    const char *name, *waits, *want;
} graphs[] = {
    {"a reader holds its own write end, and its parent waits for it",
     "[{'process': 'parent', 'thread': 1, 'call': 'wait4', 'called': 'wait', 'on': null, 'fd': null, 'at': {'line': "
     "28},"
     "  'waits_for': [{'process': 'child 1', 'why': 'is a child that has not ended'}]},"
     " {'process': 'child 1', 'thread': 1, 'call': 'read', 'on': 'pipe 1', 'fd': 3, 'at': {'line': "
     "9},"
     "  'waits_for': [{'process': 'child 1', 'why': 'still holds the write end as fd 4'},"
     "                  {'process': 'child 2', 'why': 'still holds the write end as fd 4'},"
     "                  {'process': 'parent', 'why': 'still holds the write end as fd 4'}]}]",
     "parent   wait() line 28  -----------> child 1  is a child that has not ended\n"
     "child 1  read() line 9   --(pipe 1)-> child 1  still holds the write end as fd 4\n"
     "                         |----------> child 2  still holds the write end as fd 4\n"
     "                         `----------> parent   still holds the write end as fd 4\n"},
    {"threads have numbers, and a lock has nobody to give it back",
     "[{'process': 'parent', 'thread': 1, 'call': 'futex', 'at': null, 'waits_for': []},"
     " {'process': 'parent', 'thread': 2, 'call': 'futex', 'at': {'line': 7}, 'waits_for': []}]",
     "parent, thread 1  futex()         -----> nobody can wake it\n"
     "parent, thread 2  futex() line 7  -----> nobody can wake it\n"},
    {"nothing is stuck", "[]", ""},
    {"no list at all", "{'waits': 3}", ""},
};

static void test_graphs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof graphs / sizeof *graphs; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        AUTO_JSON json_t *waits = read_json(graphs[i].waits, arena);
        same(graphs[i].name, picture_waits(waits, 100, arena), graphs[i].want);
    }
    AUTO_ARENA struct arena *arena = arena_make();
    assert_int_equal(picture_waits(NULL, 100, arena).size, 0);
}

/* clang-format off */
#define STEP(ms, who, what, more) \
    "{'t_ms': " #ms ", 'process': '" who "', 'thread': 1, 'what': '" what "', 'at': null" more "}"
#define AT(line) ", 'at': {'file': 'a.c', 'line': " #line "}"

static const struct {
    const char *name, *processes, *steps[10], *want;
} charts[] = {
    {"a pipe, a fork, a close, a reader that is stuck",
     "{'name': 'parent', 'ended_by': 'grader'}, {'name': 'child 1', 'ended_by': 'itself'}",
     {STEP(0.4, "parent", "exec", ", 'program': 'main'"),
      STEP(0.91, "parent", "pipe", ", 'pipe': 'pipe 1', 'fds': [3, 4]"),
      STEP(1.0, "parent", "fork", ", 'child': 'child 1'" AT(9)),
      STEP(1.1, "child 1", "close", ", 'fd': 4, 'pipe': 'pipe 1', 'end': 'write'" AT(12)),
      STEP(1.2, "child 1", "exit", ", 'exit_code': 3, 'signal_name': null"),
      STEP(1.2, "parent", "signal", ", 'signal_name': 'SIGCHLD'"),
      STEP(5.5, "parent", "blocked", ", 'call': 'read', 'pipe': 'pipe 1', 'end': 'read'" AT(20)),
      STEP(6.0, "parent", "exit", ", 'exit_code': null, 'signal_name': 'SIGKILL'")},
     "     ms  parent                        child 1\n"
     "    0.9  pipe 1=3,4\n"
     "    1.0  fork :9 --------------------> +\n"
     "    1.1  |                             close 4 pipe 1 w :12\n"
     "    1.2  |                             exit 3\n"
     "    5.5  read() pipe 1 r :20\n"
     "    6.0  x stopped\n"},
    {"threads, programs and signals; and somebody who is no process",
     "{'name': 'parent', 'ended_by': 'signal'}",
     {STEP(1, "parent", "thread", ", 'started': 2" AT(5)),
      "{'t_ms': 2, 'process': 'parent', 'thread': 2, 'what': 'exit', 'exit_code': 0}",
      STEP(2.5, "parent", "dup", ", 'fd': 4, 'to': 1, 'pipe': 'pipe 2', 'end': 'write'"),
      STEP(3, "parent", "exec", ", 'program': 'cat'"),
      STEP(4, "parent", "signal", ", 'signal_name': 'SIGSEGV'"),
      STEP(5, "parent", "exit", ", 'signal_name': 'SIGSEGV'"),
      STEP(6, "nobody", "fork", "")},
     "     ms  parent\n"
     "    1.0  thread 2 starts :5\n"
     "    2.0  [2] exit 0\n"
     "    2.5  dup 4 to 1 pipe 2 w\n"
     "    3.0  exec cat\n"
     "    4.0  ! SIGSEGV\n"
     "    5.0  x SIGSEGV\n"},
    {"no steps", "{'name': 'parent'}", {NULL}, ""},
    {"no processes", "", {STEP(1, "parent", "fork", "")}, ""},
};
/* clang-format on */

static void test_charts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof charts / sizeof *charts; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        AUTO_BUF struct buf text = {0};
        buf_printf(&text, "{'processes': [%s], 'timeline': [", charts[i].processes);
        for (size_t k = 0; k < 10 && charts[i].steps[k]; k++)
            buf_printf(&text, "%s%s", k > 0 ? ", " : "", charts[i].steps[k]);
        buf_add_string(&text, "]}");
        AUTO_JSON json_t *run = read_json(text.data, arena);
        same(charts[i].name, picture_sequence(run, 100, arena), charts[i].want);
    }
}

/* No line is wider than it may be, or holds what a terminal would act on. */
static void tame(struct bytes picture, size_t columns, size_t lines_max)
{
    size_t at = 0, lines = 0;
    for (size_t i = 0; i < picture.size; i++) {
        if (picture.data[i] != '\n') {
            assert_true(picture.data[i] >= ' ' && picture.data[i] < 0x7f);
            continue;
        }
        assert_true(i - at <= columns);
        at = i + 1;
        lines++;
    }
    assert_int_equal(at, picture.size);
    assert_true(lines > 0 && lines <= lines_max);
}

static void test_whatever_the_document_says(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    char long_name[300];
    memset(long_name, 'x', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    const char *names[] = {"parent", "child 1", "\033[31m\xc3\xa9", long_name, "", "child 3", "child 4", "child 5"};
    AUTO_JSON json_t *run = json_object(), *waits = json_array();
    json_t *processes = json_array(), *steps = json_array();
    static const char *const kinds[] = {"fork", "pipe", "close", "blocked", "exit", "signal", "thread", "\033[2J"};
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(json_array_append_new(processes, json_pack("{s:s}", "name", names[i])), 0);
    for (int i = 0; i < 1000; i++) {
        const char *who = names[i % 8], *other = names[i * 5 % 8];
        json_t *step = json_pack("{s:f, s:s, s:i, s:s, s:s, s:s, s:i, s:{s:i}}", "t_ms", i * 1e6 - 5, "process", who,
                                 "thread", i % 3 - 1, "what", kinds[i * 3 % 8], "child", other, "pipe", long_name, "fd",
                                 i * 1000000, "at", "line", i * 2000000);
        assert_int_equal(json_array_append_new(steps, step), 0);
        json_t *wait = json_pack("{s:s, s:i, s:s, s:s, s:[{s:s, s:s}, i]}", "process", who, "thread", i, "call", other,
                                 "on", long_name, "waits_for", "process", other, "why", long_name, 3);
        assert_int_equal(json_array_append_new(waits, wait), 0);
    }
    assert_int_equal(json_object_set_new(run, "processes", processes), 0);
    assert_int_equal(json_object_set_new(run, "timeline", steps), 0);
    for (size_t columns = 40; columns <= 300; columns += 13) {
        tame(picture_sequence(run, columns, arena), columns, 64);
        tame(picture_waits(waits, columns, arena), columns, 49);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_graphs),
        cmocka_unit_test(test_charts),
        cmocka_unit_test(test_whatever_the_document_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
