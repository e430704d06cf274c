/* test_timeline.c -- the steps of a run: from hand-written events, and as a document. */
#include "rubrics/documents.h"
#include "sandbox/base/err.h"
#include "tests/unit/made_up.h"

#include <inttypes.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>

#include <cmocka.h>

enum { LOG_MAX = 12 };

/* clang-format off */
#define TASK(id, owner, by, how) {.kind = EV_TASK, .task = (id), .process = (owner), .arg = {(by), (how), 100 + (id)}}
#define FIRST TASK(1, 1, 0, TASK_FIRST)
#define FORK(by, id) TASK(id, id, by, TASK_FORK)
#define THREAD(of, by, id) TASK(id, of, by, TASK_THREAD)
#define EXEC(id, name) {.kind = EV_EXEC, .task = (id), .process = (id), .text = "" name}
#define ENDS(id, of, code, signal) {.kind = EV_EXIT, .task = (id), .process = (of), .arg = {(code), (signal), 1000}}
#define PIPE(id, object, r, w) \
    {.kind = EV_PIPE, .task = (id), .process = (id), .arg = {FD_PIPE, (object), (r), (w), -1}}
#define SIGNALLED(id, of, number) {.kind = EV_SIGNAL, .task = (id), .process = (of), .arg = {(number), 0, 0}}
#define STACK(id, offset, event) {.kind = EV_STACK, .task = (id), .process = (id), .arg = {(offset), 99, (event)}}
#define COPIED(id, old, new) {.kind = EV_FD_COPIED, .task = (id), .process = (id), .arg = {(old), (new)}}
#define CLOSED(id, fd_, error) {.kind = EV_FD_CLOSED, .task = (id), .process = (id), .arg = {(fd_), (error)}}
#define USED(id, fd_, writes_) {.kind = EV_FD_USED, .task = (id), .process = (id), .arg = {(fd_), (writes_)}}
#define AT_END(id, fd_) {.kind = EV_FD_EOF, .task = (id), .process = (id), .arg = {(fd_)}}
#define NOTHING {.kind = EV_STOPPED}
/* clang-format on */

/* want: "process.thread what code fd@stack", one after another. */
static const struct row {
    const char *name;
    struct event log[LOG_MAX];
    const char *want;
} rows[] = {
    {"fork, exec and ends, each by who did it",
     {FIRST, EXEC(1, "main"), FORK(1, 2), EXEC(2, "cat"), ENDS(2, 2, 3, 0), ENDS(1, 1, -1, SIGSEGV), NOTHING},
     "1.1 exec 0 -1 main; 1.1 fork 2 -1; 2.1 exec 0 -1 cat; 2.1 exit 3 0; 1.1 exit -1 11; "},
    {"threads have numbers of their own in each process, and what they do is theirs",
     {FIRST, THREAD(1, 1, 2), FORK(2, 3), THREAD(3, 3, 4), THREAD(1, 2, 5), PIPE(3, 77, 5, 6), ENDS(5, 1, 0, 0),
      NOTHING},
     "1.1 thread 2 -1; 1.2 fork 3 -1; 3.1 thread 2 -1; 1.2 thread 3 -1; 3.1 pipe 6 5; 1.3 exit 0 0; "},
    {"a stack belongs to the step whose event it names",
     {FIRST, FORK(1, 2), FORK(1, 3), STACK(1, 40, 1), STACK(1, 50, 2), STACK(1, 60, 0), NOTHING},
     "1.1 fork 2 -1@40; 1.1 fork 3 -1@50; "},
    {"ends are closed, copied and used where they are held, and only there",
     {FIRST, PIPE(1, 77, 3, 4), FORK(1, 2), CLOSED(1, 4, 0), CLOSED(1, 4, 9), CLOSED(2, 3, 0), COPIED(2, 4, 1),
      CLOSED(2, 4, 0), USED(2, 1, 1), CLOSED(2, 5, 0), USED(1, 3, 0), NOTHING},
     "1.1 pipe 4 3; 1.1 fork 2 -1; 1.1 close 0 4; 2.1 close 0 3; 2.1 dup 1 4; 2.1 close 0 4; 2.1 write 1 1; "
     "1.1 read 0 3; "},
    {"a number that is used again is what it is now",
     {FIRST, PIPE(1, 77, 3, 4), COPIED(1, 9, 3), CLOSED(1, 3, 0), PIPE(1, 78, 3, 5), CLOSED(1, 3, 0), NOTHING},
     "1.1 pipe 4 3; 1.1 pipe 5 3; 1.1 close 0 3; "},
    {"the end of a pipe is seen by who reads from it",
     {FIRST, PIPE(1, 77, 3, 4), CLOSED(1, 4, 0), USED(1, 3, 0), AT_END(1, 3), STACK(1, 40, 4), AT_END(1, 9), NOTHING},
     "1.1 pipe 4 3; 1.1 close 0 4; 1.1 read 0 3; 1.1 eof 0 3@40; "},
    {"who was never announced does nothing",
     {FIRST, ENDS(9, 9, 0, 0), SIGNALLED(70000, 1, SIGCHLD), THREAD(8, 1, 9), SIGNALLED(1, 1, SIGCHLD), NOTHING},
     "1.1 signal 17 -1; "},
};

static void see_all(struct timeline *timeline, const struct event *log, struct arena *arena)
{
    for (uint32_t i = 0; i < LOG_MAX && log[i].kind != EV_STOPPED; i++) {
        struct event ev = log[i];
        ev.number = i;
        ev.at_ns = i * 1000000;
        timeline_see(timeline, &ev, arena);
    }
}

static void test_steps(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct timeline timeline = {0};
        see_all(&timeline, rows[i].log, arena);
        AUTO_BUF struct buf said = {0};
        for (size_t k = 0; k < timeline.step_count; k++) {
            const struct timeline_step *step = &timeline.steps[k];
            buf_printf(&said, "%" PRIu32 ".%" PRIu32 " %s %" PRId64 " %d%s%s", step->process, step->thread,
                       timeline_kind_name(step->kind), step->code, step->fd, *step->text ? " " : "", step->text);
            if (step->stack_size > 0)
                buf_printf(&said, "@%" PRIu32, step->stack_offset);
            buf_add_string(&said, "; ");
        }
        if (strcmp(said.data, rows[i].want) != 0)
            fail_msg("%s: %s", rows[i].name, said.data);
    }
}

static void test_a_program_that_forks_for_its_life(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct timeline timeline = {0};
    struct event ev = FIRST;
    timeline_see(&timeline, &ev, arena);
    for (uint32_t i = 2; i < TIMELINE_STEPS_MAX + 12; i++) {
        ev = (struct event)FORK(1, i);
        ev.number = i;
        timeline_see(&timeline, &ev, arena);
    }
    assert_int_equal(timeline.step_count, TIMELINE_STEPS_MAX);
    assert_int_equal(timeline.left_out, 10);
    struct report report = {.timeline = timeline, PROCESSES(WELL("parent", -1))};
    size_t left_out = 0;
    AUTO_JSON json_t *document = timeline_document(&report, &left_out);
    assert_int_equal(json_array_size(document) + left_out, TIMELINE_STEPS_MAX + 10);
}

/* Who is blocked comes after all that went before the proof, and before the grader's kill. */
static void test_document(void **state)
{
    (void)state;
    static const struct event log[LOG_MAX] = {FIRST,           PIPE(1, 77, 3, 4),       FORK(1, 2),
                                              STACK(1, 40, 2), ENDS(1, 1, -1, SIGKILL), NOTHING};
    AUTO_ARENA struct arena *arena = arena_make();
    struct report_process processes[] = {{.name = "parent", .id = 1}, {.name = "child 1", .id = 2}};
    struct waits_wait wait = {.process = 2, .thread = 1, .call = SYS_read, .on = WAIT_PIPE_DATA, .fd = 3, .object = 77};
    struct report_place place = {.stack = 40, .file = "a.c", .line = 9, .function = "main", .called = "fork"};
    struct report report = {.processes = processes,
                            .process_count = 2,
                            .places = &place,
                            .place_count = 1,
                            .deadlock = {.proved = true, .at_ns = 3500000, .waits = &wait, .wait_count = 1}};
    see_all(&report.timeline, log, arena);
    size_t left_out = 1;
    AUTO_JSON json_t *document = timeline_document(&report, &left_out);
    AUTO_JSON json_t *want = json_loads(
        "[{\"t_ms\": 1.0, \"process\": \"parent\", \"thread\": 1, \"what\": \"pipe\", \"at\": null, \"pipe\": \"pipe "
        "1\", \"fds\": [3, 4]},"
        " {\"t_ms\": 2.0, \"process\": \"parent\", \"thread\": 1, \"what\": \"fork\", \"child\": \"child 1\","
        "  \"at\": {\"file\": \"a.c\", \"line\": 9, \"function\": \"main\"}},"
        " {\"t_ms\": 3.5, \"process\": \"child 1\", \"thread\": 1, \"what\": \"blocked\", \"at\": null, \"call\": "
        "\"read\", \"fd\": 3,"
        "  \"pipe\": \"pipe 1\", \"end\": \"read\"},"
        " {\"t_ms\": 4.0, \"process\": \"parent\", \"thread\": 1, \"what\": \"exit\", \"at\": null, \"exit_code\": "
        "null,"
        "  \"signal_name\": \"SIGKILL\"}]",
        0, NULL);
    assert_int_equal(left_out, 0);
    assert_true(json_equal(document, want));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps),
        cmocka_unit_test(test_a_program_that_forks_for_its_life),
        cmocka_unit_test(test_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
