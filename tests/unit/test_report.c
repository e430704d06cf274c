/* test_report.c -- the fold over hand-written event lists. */
#include "sandbox/base/arena.h"
#include "sandbox/report.h"

#include <inttypes.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { LOG_MAX = 24 };

/* clang-format off */
#define BEGIN {.kind = EV_BEGIN, .arg = {ISOLATION_FULL, 3}}
#define TASK(id, owner, by, how) {.kind = EV_TASK, .task = (id), .process = (owner), .arg = {(by), (how), 100 + (id)}}
#define FIRST TASK(1, 1, 0, TASK_FIRST)
#define FORK(by, id) TASK(id, id, by, TASK_FORK)
#define VFORK(by, id) TASK(id, id, by, TASK_VFORK)
#define THREAD(of, by, id) TASK(id, of, by, TASK_THREAD)
#define EXEC(id, name) {.kind = EV_EXEC, .task = (id), .process = (id), .text = "" name}
#define NO_EXEC(id, name, error) \
    {.kind = EV_NO_EXEC, .task = (id), .process = (id), .arg = {(error)}, .text = "" name}
#define ECHO(id, said) {.kind = EV_ECHO, .task = (id), .process = (id), .arg = {6}, .text = "" said}
#define ENDS(id, of, code, signal) {.kind = EV_EXIT, .task = (id), .process = (of), .arg = {(code), (signal), 1000}}
#define EXIT(id, code) ENDS(id, id, code, 0)
#define KILLED(id, signal) ENDS(id, id, -1, signal)
#define FORBIDDEN(id, name) {.kind = EV_FORBIDDEN, .task = (id), .process = (id), .arg = {101, 0}, .text = "" name}
#define LIMIT(cause) {.kind = EV_LIMIT, .arg = {(cause), 11, 10}}
#define STOPPED {.kind = EV_STOPPED}
#define OUTPUT(stream, count, cut) {.kind = EV_OUTPUT, .arg = {(stream), (count), (cut)}}
#define FILE_IS(index, fate) {.kind = EV_FILE, .arg = {(index), (fate), 5}}
#define OVERFLOW(count) {.kind = EV_OVERFLOW, .arg = {(count)}}
#define BROKEN(said) {.kind = EV_BROKEN, .text = "" said}
#define END(cause) {.kind = EV_END, .arg = {(cause), 2000, 3000, 400, 2}}
/* clang-format on */

/* want is what told() says of the report, or "! " and a piece of the error. An event of kind EV_COUNT ends a log. */
static const struct row {
    const char *name;
    struct event log[LOG_MAX];
    const char *want;
} rows[] = {
    {"one process exits", {BEGIN, FIRST, EXIT(1, 7), END(CAUSE_ENDED)}, "exited 7 0: parent=7"},
    {"killed by its own fault", {BEGIN, FIRST, KILLED(1, SIGSEGV), END(CAUSE_ENDED)}, "signaled -1 11: parent=s11"},
    {"children are named by fork order, not by end",
     {BEGIN, FIRST, FORK(1, 2), FORK(1, 3), EXIT(3, 3), EXIT(2, 2), EXIT(1, 0), END(CAUSE_ENDED)},
     "exited 0 0: parent=0 child 1=2<parent child 2=3<parent"},
    {"a child's child",
     {BEGIN, FIRST, FORK(1, 2), FORK(1, 3), FORK(3, 4), FORK(3, 5), FORK(5, 6), EXIT(6, 0), EXIT(5, 0), EXIT(4, 0),
      EXIT(3, 0), EXIT(2, 0), EXIT(1, 0), END(CAUSE_ENDED)},
     "exited 0 0: parent=0 child 1=0<parent child 2=0<parent child 2.1=0<child 2 child 2.2=0<child 2 "
     "child 2.2.1=0<child 2.2"},
    {"vfork and exec",
     {BEGIN, FIRST, EXEC(1, "main"), VFORK(1, 2), EXEC(2, "sh"), EXEC(2, "cat"), EXIT(2, 0), EXIT(1, 0),
      END(CAUSE_ENDED)},
     "exited 0 0: parent=0(main) child 1=0<parent(cat)"},
    {"what was to be executed and was not, until something is",
     {BEGIN, FIRST, EXEC(1, "main"), FORK(1, 2), NO_EXEC(2, "lss", 2), FORK(1, 3), NO_EXEC(3, "a", 13), EXEC(3, "b"),
      EXIT(2, 0), EXIT(3, 0), EXIT(1, 0), END(CAUSE_ENDED)},
     "exited 0 0: parent=0(main) child 1=0<parent no lss 2 child 2=0<parent(b)"},
    {"text that a child wrote once more",
     {BEGIN, FIRST, FORK(1, 2), ECHO(2, "Hello?"), EXIT(2, 0), EXIT(1, 0), END(CAUSE_ENDED)},
     "exited 0 0: parent=0 child 1=0<parent echo Hello?"},
    {"threads belong to their process, and what they fork to it too",
     {BEGIN, FIRST, THREAD(1, 1, 2), THREAD(1, 2, 3), FORK(3, 4), EXIT(4, 0), ENDS(3, 1, 0, 0), ENDS(2, 1, 0, 0),
      EXIT(1, 5), END(CAUSE_ENDED)},
     "exited 5 0: parent=5*3 child 1=0<parent"},
    {"the first task's status is the process's, even when a thread ends later",
     {BEGIN, FIRST, THREAD(1, 1, 2), EXIT(1, 4), ENDS(2, 1, 9, 0), END(CAUSE_ENDED)},
     "exited 4 0: parent=4*2"},
    {"a child killed by its parent is not the grader's",
     {BEGIN, FIRST, FORK(1, 2), KILLED(2, SIGKILL), EXIT(1, 0), END(CAUSE_ENDED)},
     "exited 0 0: parent=0 child 1=s9<parent"},
    {"a child left behind is ended by the grader",
     {BEGIN, FIRST, FORK(1, 2), EXIT(1, 0), KILLED(2, SIGKILL), END(CAUSE_ENDED)},
     "exited 0 0: parent=0 child 1=g9<parent"},
    {"a left child that crashes meanwhile did that itself",
     {BEGIN, FIRST, FORK(1, 2), EXIT(1, 0), KILLED(2, SIGSEGV), END(CAUSE_ENDED)},
     "exited 0 0: parent=0 child 1=s11<parent"},
    {"killed itself with SIGKILL", {BEGIN, FIRST, KILLED(1, SIGKILL), END(CAUSE_ENDED)}, "signaled -1 9: parent=s9"},
    {"over the wall limit",
     {BEGIN, FIRST, FORK(1, 2), LIMIT(CAUSE_WALL), KILLED(2, SIGKILL), KILLED(1, SIGKILL), END(CAUSE_WALL)},
     "wall_limit -1 0: parent=g9 child 1=g9<parent"},
    {"over a limit, but the parent had just exited",
     {BEGIN, FIRST, LIMIT(CAUSE_OUTPUT), EXIT(1, 3), END(CAUSE_OUTPUT)},
     "output_limit 3 0: parent=3"},
    {"cpu limit", {BEGIN, FIRST, LIMIT(CAUSE_CPU), KILLED(1, SIGKILL), END(CAUSE_CPU)}, "cpu_limit -1 0: parent=g9"},
    {"memory limit",
     {BEGIN, FIRST, LIMIT(CAUSE_MEMORY), KILLED(1, SIGKILL), END(CAUSE_MEMORY)},
     "memory_limit -1 0: parent=g9"},
    {"memory limit, heard of after the kernel had killed",
     {BEGIN, FIRST, FORK(1, 2), KILLED(2, SIGKILL), KILLED(1, SIGKILL), LIMIT(CAUSE_MEMORY), END(CAUSE_MEMORY)},
     "memory_limit -1 0: parent=g9 child 1=g9<parent"},
    {"process limit",
     {BEGIN, FIRST, LIMIT(CAUSE_PROCESSES), KILLED(1, SIGKILL), END(CAUSE_PROCESSES)},
     "process_limit -1 0: parent=g9"},
    {"exit code 137 is no signal", {BEGIN, FIRST, EXIT(1, 137), END(CAUSE_ENDED)}, "exited 137 0: parent=137"},
    {"SIGXCPU of its own is no cpu limit",
     {BEGIN, FIRST, KILLED(1, SIGXCPU), END(CAUSE_ENDED)},
     "signaled -1 24: parent=s24"},
    {"a forbidden call in a child",
     {BEGIN, FIRST, FORK(1, 2), FORBIDDEN(2, "ptrace"), KILLED(2, SIGSYS), KILLED(1, SIGKILL), END(CAUSE_FORBIDDEN)},
     "forbidden_call -1 0: parent=g9 child 1=g31<parent !ptrace"},
    {"SIGSYS raised by itself is no forbidden call",
     {BEGIN, FIRST, KILLED(1, SIGSYS), END(CAUSE_ENDED)},
     "signaled -1 31: parent=s31"},
    {"stopped by the reader",
     {BEGIN, FIRST, STOPPED, KILLED(1, SIGKILL), END(CAUSE_STOPPED)},
     "signaled -1 9: parent=g9"},
    {"output and files",
     {BEGIN, FIRST, EXIT(1, 0), OUTPUT(1, 70, 0), OUTPUT(2, 90, 1), FILE_IS(1, FILE_COPIED), END(CAUSE_ENDED)},
     "exited 0 0: parent=0 out 70 err 90 cut file out.txt 0"},
    {"no word of a file", {BEGIN, FIRST, EXIT(1, 0), END(CAUSE_ENDED)}, "! what became of file"},
    {"word of a file nobody asked for",
     {BEGIN, FIRST, EXIT(1, 0), FILE_IS(0, FILE_COPIED), END(CAUSE_ENDED)},
     "! not asked for"},
    {"broken: in the sandbox's own words", {BEGIN, BROKEN("mount /proc: EPERM")}, "! mount /proc: EPERM"},
    {"broken without a word", {BEGIN, BROKEN("")}, "! without a word"},
    {"broken before it began", {BROKEN("no wall 'net-ns'")}, "! makes no sense"},
    {"nothing at all", {{.kind = EV_COUNT}}, "! stopped before the end"},
    {"no end", {BEGIN, FIRST, EXIT(1, 0)}, "! stopped before the end"},
    {"no first process", {BEGIN, END(CAUSE_ENDED)}, "! before it began"},
    {"ended, but how", {BEGIN, FIRST, END(CAUSE_ENDED)}, "! does not say how"},
    {"after the end", {BEGIN, FIRST, EXIT(1, 0), END(CAUSE_ENDED), EXIT(1, 0)}, "! makes no sense"},
    {"a second beginning", {BEGIN, FIRST, BEGIN}, "! makes no sense"},
    {"no beginning", {FIRST, EXIT(1, 0), END(CAUSE_ENDED)}, "! makes no sense"},
    {"a task that came twice", {BEGIN, FIRST, FORK(1, 2), FORK(1, 2)}, "! came twice"},
    {"a task with an id beyond any log", {BEGIN, FIRST, FORK(1, EVENTS_MAX + 1)}, "! cannot be"},
    {"a second first task", {BEGIN, FIRST, TASK(2, 2, 0, TASK_FIRST)}, "! cannot be"},
    {"the end of a task that never was", {BEGIN, FIRST, EXIT(9, 0), EXIT(1, 0), END(CAUSE_ENDED)}, "! never announced"},
    {"a task whose parent never was",
     {BEGIN, FIRST, FORK(7, 8), EXIT(8, 0), EXIT(1, 0), END(CAUSE_ENDED)},
     "! never announced"},
    {"the same, when events were lost",
     {BEGIN, FIRST, FORK(7, 8), EXIT(8, 0), EXIT(9, 0), EXIT(1, 0), OVERFLOW(5), END(CAUSE_ENDED)},
     "exited 0 0: parent=0 process 2=0 lost 5"},
    {"a child whose end was lost",
     {BEGIN, FIRST, FORK(1, 2), EXIT(1, 0), OVERFLOW(1), END(CAUSE_ENDED)},
     "exited 0 0: parent=0 child 1=?<parent lost 1"},
    {"an exit code out of range", {BEGIN, FIRST, EXIT(1, 256), END(CAUSE_ENDED)}, "! makes no sense"},
    {"a signal out of range", {BEGIN, FIRST, KILLED(1, 65), END(CAUSE_ENDED)}, "! makes no sense"},
    {"a cause out of range", {BEGIN, FIRST, EXIT(1, 0), END(CAUSE_COUNT)}, "! makes no sense"},
    {"a third stream", {BEGIN, FIRST, OUTPUT(3, 1, 0)}, "! makes no sense"},
    {"an isolation that is none", {{.kind = EV_BEGIN, .arg = {ISOLATION_COUNT}}}, "! makes no sense"},
};

static void tell_process(struct buf *said, const struct report *report, const struct report_process *p)
{
    static const char kinds[] = {
        [ENDED_ITSELF] = 0, [ENDED_BY_SIGNAL] = 's', [ENDED_BY_GRADER] = 'g', [ENDED_NOT] = '?'};
    buf_printf(said, " %s=", p->name);
    if (p->ended_by == ENDED_ITSELF)
        buf_printf(said, "%d", p->exit_code);
    else
        buf_printf(said, "%c", kinds[p->ended_by]);
    if (p->signal != 0)
        buf_printf(said, "%d", p->signal);
    if (p->parent >= 0)
        buf_printf(said, "<%s", report->processes[p->parent].name);
    if (p->threads != 1)
        buf_printf(said, "*%" PRIu32, p->threads);
    if (*p->program)
        buf_printf(said, "(%s)", p->program);
    if (p->no_exec.program)
        buf_printf(said, " no %s %d", p->no_exec.program, p->no_exec.error);
    if (p->echo)
        buf_printf(said, " echo %s", p->echo);
}

/* All that a report says, in one line. */
static void tell(struct buf *said, const struct report *report)
{
    buf_printf(said, "%s %d %d:", outcome_name(report->outcome), report->exit_code, report->signal);
    for (size_t i = 0; i < report->process_count; i++)
        tell_process(said, report, &report->processes[i]);
    if (report->forbidden_call)
        buf_printf(said, " !%s", report->forbidden_call);
    if (report->out.bytes > 0)
        buf_printf(said, " out %" PRIu64 "%s", report->out.bytes, report->out.truncated ? " cut" : "");
    if (report->err.bytes > 0)
        buf_printf(said, " err %" PRIu64 "%s", report->err.bytes, report->err.truncated ? " cut" : "");
    for (size_t i = 0; i < report->file_count; i++)
        buf_printf(said, " file %s %d", report->files[i].name, (int)report->files[i].fate);
    if (report->lost_events > 0)
        buf_printf(said, " lost %" PRIu64, report->lost_events);
}

/* files[0] goes in; files[1] comes out when the row's log or its wish speaks of a file. */
static struct spec *spec_for(struct arena *arena, bool with_file)
{
    struct spec *spec = arena_alloc(arena, 1, sizeof *spec);
    struct err e = {0};
    spec_begin(spec, POLICY_STUDENT);
    assert_true(spec_arg(spec, "/box/main", &e) && spec_file(spec, PLACE_BOX, "main", 0555, 0, &e));
    if (with_file)
        assert_true(spec_file(spec, PLACE_OUT, "out.txt", 0, 100, &e));
    return spec;
}

static bool matches(const struct row *row, struct buf *said)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct report_fold *fold = report_begin(arena, spec_for(arena, strstr(row->want, "file") != NULL));
    struct report report;
    struct err e = {0};
    uint32_t number = 0;
    for (const struct event *ev = row->log; ev < row->log + LOG_MAX; ev++) {
        bool blank = ev->kind == EV_BEGIN && ev != row->log && ev->arg[1] == 0;
        if (blank || ev->kind == EV_COUNT)
            break;
        struct event numbered = *ev;
        numbered.number = number++;
        report_see(fold, &numbered);
    }
    if (!report_end(fold, &report, &e)) {
        buf_printf(said, "! %s", e.text);
        return e.code == ERR_SYSTEM && row->want[0] == '!' && strstr(e.text, row->want + 2);
    }
    tell(said, &report);
    return strcmp(said->data, row->want) == 0;
}

static void test_rows(void **state)
{
    (void)state; /* cmocka's shape */
    int wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_BUF struct buf said = {0};
        if (matches(&rows[i], &said))
            continue;
        print_error("%s:\n  said %s\n  want %s\n", rows[i].name, said.data, rows[i].want);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void see(struct report_fold *fold, uint32_t *number, struct event ev)
{
    ev.number = (*number)++;
    report_see(fold, &ev);
}

static void test_numbers_without_gaps(void **state)
{
    (void)state; /* cmocka's shape */
    for (uint32_t skip = 0; skip < 2; skip++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct report_fold *fold = report_begin(arena, spec_for(arena, false));
        struct report report;
        struct err e = {0};
        uint32_t number = 0;
        see(fold, &number, (struct event)BEGIN);
        see(fold, &number, (struct event)FIRST);
        number += skip;
        see(fold, &number, (struct event)EXIT(1, 0));
        see(fold, &number, (struct event)END(CAUSE_ENDED));
        assert_int_equal(report_end(fold, &report, &e), skip == 0);
    }
}

static void test_text_without_end(void **state)
{
    (void)state; /* cmocka's shape */
    AUTO_ARENA struct arena *arena = arena_make();
    struct report_fold *fold = report_begin(arena, spec_for(arena, false));
    struct report report;
    struct err e = {0};
    uint32_t number = 0;
    struct event exec = EXEC(1, "x");
    memset(exec.text, 'x', sizeof exec.text);
    see(fold, &number, (struct event)BEGIN);
    see(fold, &number, (struct event)FIRST);
    see(fold, &number, exec);
    see(fold, &number, (struct event)EXIT(1, 0));
    see(fold, &number, (struct event)END(CAUSE_ENDED));
    assert_false(report_end(fold, &report, &e));
}

/* A chain of forks as long as the log: names must not grow with it, or the report takes gigabytes. */
static void test_long_chain(void **state)
{
    (void)state; /* cmocka's shape */
    AUTO_ARENA struct arena *arena = arena_make();
    struct report_fold *fold = report_begin(arena, spec_for(arena, false));
    struct report report;
    struct err e = {0};
    uint32_t number = 0, last = EVENTS_MAX / 2;
    see(fold, &number, (struct event)BEGIN);
    see(fold, &number, (struct event)FIRST);
    for (uint32_t id = 2; id <= last; id++)
        see(fold, &number, (struct event)FORK(id - 1, id));
    see(fold, &number, (struct event)EXIT(1, 0));
    see(fold, &number, (struct event)END(CAUSE_ENDED));
    assert_true(report_end(fold, &report, &e));
    assert_int_equal(report.process_count, last);
    assert_string_equal(report.processes[3].name, "child 1.1.1");
    assert_string_equal(report.processes[last - 1].name, "process 32768");
    assert_int_equal(report.processes[last - 1].parent, last - 2);
}

static void test_numbers_of_the_end(void **state)
{
    (void)state; /* cmocka's shape */
    AUTO_ARENA struct arena *arena = arena_make();
    struct report_fold *fold = report_begin(arena, spec_for(arena, false));
    struct report report;
    struct err e = {0};
    uint32_t number = 0;
    see(fold, &number, (struct event)BEGIN);
    see(fold, &number, (struct event)FIRST);
    see(fold, &number, (struct event)EXIT(1, 0));
    see(fold, &number, (struct event)END(CAUSE_ENDED));
    assert_true(report_end(fold, &report, &e));
    assert_int_equal(report.cpu_ns, 2000);
    assert_int_equal(report.wall_ns, 3000);
    assert_int_equal(report.peak_memory_kib, 400);
    assert_int_equal(report.layers, 3);
    assert_int_equal(report.isolation, ISOLATION_FULL);
    assert_int_equal(report.limits.wall_ms, limits_default().wall_ms);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_numbers_without_gaps),
        cmocka_unit_test(test_text_without_end),
        cmocka_unit_test(test_long_chain),
        cmocka_unit_test(test_numbers_of_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
