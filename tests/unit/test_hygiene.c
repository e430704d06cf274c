/* test_hygiene.c -- what a ledger of descriptors says against a program, in findings and in points. */
#include "rubrics/checks.h"
#include "rubrics/hygiene.h"
#include "sandbox/base/buf.h"
#include "tests/unit/made_up.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ROWS_MAX = 8, FAULTS_MAX = 3 };

/* clang-format off */
#define ROW(of, number, which, how, ...) \
    {.process = (of), .fd = (number), .end = FDS_##which, .kind = FD_PIPE, .from = FDS_FROM_##how, .from_fd = -1, \
     .is_judged = true, .name = "", __VA_ARGS__}
#define KEPT .closed = FDS_OPEN
#define USED .used = true
#define CLOSED .closed = FDS_BY_CLOSE
#define FAULT(what, of, number, at) \
    {.kind = FDS_##what, .process = (of), .fd = (number), .row = (at), .call = "write"}
/* clang-format on */

static struct report_process well[] = {WELL("parent", -1), WELL("child 1", 0), WELL("child 2", 0)};
static struct report_process piped[] = {WELL("parent", -1), CRASHED("child 1", 0, 13)};
static struct report_process gone[] = {CRASHED("parent", -1, 15), CRASHED("child 1", 0, 15)};
static struct report_process slain[] = {WELL("parent", -1), CRASHED("child 1", 0, 9)};
static struct report_process killed[] = {KILLED("parent", -1), KILLED("child 1", 0)};
static struct report_process family[] = {WELL("parent", -1), WELL("child 1", 0), WELL("child 1.1", 1)};
static struct report_process orphan[] = {WELL("parent", -1), KILLED("child 1", 0)};

/* One pipe. want: what told() says of the run; unused, all: points of 100 with 30 for each finding. */
static const struct row {
    const char *name;
    struct report_process *processes;
    size_t process_count;
    enum outcome outcome;
    bool stuck;
    struct fds_row rows[ROWS_MAX];
    struct fds_fault faults[FAULTS_MAX];
    struct fds_child child;
    const char *want;
    uint32_t unused, all;
} rows[] = {
    {"all is closed",
     well,
     2,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED), ROW(1, 4, WRITE, PIPE, USED, CLOSED), ROW(2, 3, READ, FORK, USED, CLOSED),
      ROW(2, 4, WRITE, FORK, CLOSED)},
     {{0}},
     {0},
     "",
     100,
     100},
    {"one that is not used stays open",
     well,
     2,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED), ROW(1, 4, WRITE, PIPE, USED, CLOSED), ROW(2, 3, READ, FORK, USED, CLOSED),
      ROW(2, 4, WRITE, FORK, KEPT)},
     {{0}},
     {0},
     "left-open:child 1/4/write",
     70,
     70},
    {"one that is used is closed by exit",
     well,
     2,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED), ROW(2, 3, READ, FORK, USED)},
     {{0}},
     {0},
     "at-exit:child 1/3/read",
     100,
     70},
    {"in the order of names, not of rows",
     well,
     3,
     OUTCOME_EXITED,
     false,
     {ROW(3, 4, WRITE, FORK, KEPT), ROW(2, 4, WRITE, FORK, KEPT), ROW(1, 4, WRITE, PIPE, KEPT),
      ROW(1, 3, READ, PIPE, KEPT)},
     {{0}},
     {0},
     "left-open:parent/3/read left-open:parent/4/write left-open:child 1/4/write left-open:child 2/4/write",
     0,
     0},
    {"what the grader killed did not come to close what it used",
     killed,
     2,
     OUTCOME_WALL_LIMIT,
     false,
     {ROW(1, 3, READ, PIPE, USED), ROW(2, 4, WRITE, FORK, KEPT)},
     {{0}},
     {0},
     "",
     0,
     0},
    {"what another process killed did not come to close what it used",
     slain,
     2,
     OUTCOME_EXITED,
     false,
     {ROW(1, 4, WRITE, PIPE, USED, CLOSED), ROW(2, 3, READ, FORK, USED), ROW(2, 4, WRITE, FORK, KEPT)},
     {{0}},
     {0},
     "left-open:child 1/4/write",
     70,
     70},
    {"the first process has nobody to be killed by but its own program: no note, as it came to no close()",
     gone,
     2,
     OUTCOME_SIGNALED,
     false,
     {ROW(1, 3, READ, PIPE, USED), ROW(2, 3, READ, FORK, CLOSED)},
     {{0}},
     {0},
     "",
     100,
     70},
    {"what died of its own doing has left open what it used, and may have had a close() after that",
     piped,
     2,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED), ROW(2, 4, WRITE, FORK, USED)},
     {{0}},
     {0},
     "",
     100,
     70},
    {"what was stuck and had not used it",
     killed,
     2,
     OUTCOME_DEADLOCK,
     true,
     {ROW(1, 3, READ, PIPE, USED), ROW(2, 4, WRITE, FORK, KEPT)},
     {{0}},
     {0},
     "left-open:child 1/4/write",
     70,
     40},
    {"who may have used it when nobody looked any more is not said to have left it open",
     well,
     2,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED), ROW(2, 4, WRITE, FORK, .unseen = true)},
     {{0}},
     {0},
     "at-exit:child 1/4/write",
     100,
     70},
    {"nor if it was stuck",
     killed,
     2,
     OUTCOME_DEADLOCK,
     true,
     {ROW(1, 3, READ, PIPE, USED), ROW(2, 4, WRITE, FORK, .unseen = true)},
     {{0}},
     {0},
     "",
     100,
     40},
    {"nobody writes, and the reader waits for the end of who holds the write end: his end is the message",
     well,
     3,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, USED, CLOSED), ROW(1, 4, WRITE, PIPE, CLOSED), ROW(2, 3, READ, FORK, CLOSED),
      ROW(2, 4, WRITE, FORK, KEPT), ROW(3, 3, READ, FORK, CLOSED), ROW(3, 4, WRITE, FORK, KEPT)},
     {{0}},
     {0},
     "at-exit:child 1/4/write at-exit:child 2/4/write",
     100,
     40},
    {"but not if somebody wrote",
     well,
     3,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, USED, CLOSED), ROW(1, 4, WRITE, PIPE, CLOSED), ROW(2, 4, WRITE, FORK, USED, CLOSED),
      ROW(3, 4, WRITE, FORK, KEPT)},
     {{0}},
     {0},
     "left-open:child 2/4/write",
     70,
     70},
    {"nor if one had it to write to, and closed it with nothing to say",
     well,
     3,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, USED, CLOSED), ROW(1, 4, WRITE, PIPE, CLOSED), ROW(2, 4, WRITE, FORK, CLOSED),
      ROW(3, 4, WRITE, FORK, KEPT)},
     {{0}},
     {0},
     "left-open:child 2/4/write",
     70,
     70},
    {"nor if nobody waits for that",
     well,
     3,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED), ROW(1, 4, WRITE, PIPE, CLOSED), ROW(3, 4, WRITE, FORK, KEPT)},
     {{0}},
     {0},
     "left-open:child 2/4/write",
     70,
     70},
    {"standard streams never count",
     well,
     2,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED), ROW(2, 0, READ, DUP, USED, .is_stream = true)},
     {{0}},
     {0},
     "",
     100,
     100},
    {"nor what another program was given as such",
     well,
     2,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED), ROW(2, 0, READ, FORK, .is_foreign = true)},
     {{0}},
     {0},
     "",
     100,
     100},
    {"what goes along into another program does",
     well,
     2,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED), ROW(2, 4, WRITE, FORK, .is_foreign = true)},
     {{0}},
     {0},
     "left-open:child 1/4/write",
     70,
     70},
    {"a copy that the other program made is none that the program forgot to close",
     well,
     2,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED),
      ROW(2, 4, WRITE, FORK, USED, .is_foreign = true),
      {.process = 2, .fd = 10, .end = FDS_WRITE, .from = FDS_FROM_DUP, .from_fd = 4, .is_foreign = true, .name = ""}},
     {{0}},
     {0},
     "",
     100,
     70},
    {"but that one may close what it uses as it likes",
     well,
     2,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED), ROW(2, 4, WRITE, FORK, USED, .is_foreign = true)},
     {{0}},
     {0},
     "",
     100,
     70},
    {"a shell's own children",
     well,
     2,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED), {.process = 2, .fd = 4, .end = FDS_WRITE, .from = FDS_FROM_FORK, .name = ""}},
     {{0}},
     {0},
     "",
     100,
     100},
    {"closed twice",
     well,
     1,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED)},
     {FAULT(DOUBLE_CLOSE, 1, 3, 0)},
     {0},
     "twice:parent/3/read",
     100,
     100},
    {"closed and never open",
     well,
     1,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED)},
     {FAULT(BAD_CLOSE, 1, -1, -1), FAULT(BAD_CLOSE, 1, 0, -1)},
     {0},
     "bad:parent/-1/",
     100,
     100},
    {"written to the end for reading",
     well,
     1,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED)},
     {FAULT(BAD_CALL, 1, 3, 0)},
     {0},
     "bad:parent/3/read",
     100,
     100},
    {"killed by a pipe that nobody reads",
     piped,
     2,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, USED, CLOSED), ROW(2, 4, WRITE, FORK, USED)},
     {FAULT(BROKEN, 2, 4, 1)},
     {0},
     "broken:child 1/4/write",
     100,
     70},
    {"a child that was not waited for",
     well,
     2,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED)},
     {{0}},
     {2, 1, FDS_LEFT},
     "zombie:child 1",
     100,
     100},
    {"one that went on for long and then ended",
     well,
     3,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED)},
     {{0}},
     {3, 1, FDS_OUTLIVED},
     "orphan:child 2",
     100,
     100},
    {"a child's child that was given away at once",
     family,
     3,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED)},
     {{0}},
     {3, 2, FDS_GIVEN_AWAY},
     "",
     100,
     100},
    {"one that somebody took over and did not reap",
     family,
     3,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED)},
     {{0}},
     {3, 1, FDS_TAKEN_OVER},
     "zombie:child 1.1",
     100,
     100},
    {"one that was left behind",
     orphan,
     2,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED)},
     {{0}},
     {2, 1, FDS_LEFT},
     "orphan:child 1",
     100,
     100},
    {"the limit refused a process",
     well,
     2,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED)},
     {FAULT(REFUSED, 1, 80, -1)},
     {0},
     "refused:parent",
     100,
     100},
    {"a file",
     well,
     2,
     OUTCOME_EXITED,
     false,
     {ROW(1, 3, READ, PIPE, CLOSED),
      {.process = 1, .fd = 5, .from = FDS_FROM_OPEN, .is_judged = true, .name = "x"},
      {.process = 2, .fd = 5, .from = FDS_FROM_FORK, .is_judged = true, .name = "x"}},
     {{0}},
     {0},
     "leak:parent/5/",
     100,
     100},
};

static struct run_evidence run_of(const struct row *row, struct arena *arena)
{
    static const struct fds_object pipe = {.kind = FD_PIPE, .id = 7, .number = 1};
    struct run_evidence run = {.case_id = "a", .run = 1};
    struct report *report = &run.report;
    report->outcome = row->outcome;
    report->deadlock.proved = row->stuck;
    report->process_count = row->process_count;
    report->processes = arena_alloc(arena, row->process_count, sizeof *report->processes);
    for (size_t i = 0; i < row->process_count; i++) {
        report->processes[i] = row->processes[i];
        report->processes[i].id = (uint32_t)i + 1;
    }
    report->ledger = (struct fds_ledger){.is_whole = true, .objects = &pipe, .object_count = 1, .rows = row->rows};
    while (report->ledger.row_count < ROWS_MAX && row->rows[report->ledger.row_count].process != 0)
        report->ledger.row_count++;
    report->ledger.faults = row->faults;
    while (report->ledger.fault_count < FAULTS_MAX && row->faults[report->ledger.fault_count].process != 0)
        report->ledger.fault_count++;
    report->ledger.children = &row->child;
    report->ledger.child_count = row->child.process != 0;
    return run;
}

static const char *told(const struct findings *found, struct arena *arena)
{
    static const char *const codes[FINDING_COUNT] = {[FINDING_PIPE_END_LEFT_OPEN] = "left-open",
                                                     [FINDING_PIPE_END_OPEN_AT_EXIT] = "at-exit",
                                                     [FINDING_DOUBLE_CLOSE] = "twice",
                                                     [FINDING_BAD_FD] = "bad",
                                                     [FINDING_FD_LEAK] = "leak",
                                                     [FINDING_BROKEN_PIPE] = "broken",
                                                     [FINDING_ZOMBIE_LEFT] = "zombie",
                                                     [FINDING_ORPHAN_LEFT] = "orphan",
                                                     [FINDING_FORK_REFUSED] = "refused"};
    AUTO_BUF struct buf out = {0};
    for (size_t i = 0; i < found->count; i++) {
        const struct finding *f = &found->items[i];
        buf_printf(&out, " %s:%s", codes[f->code], f->process);
        if (f->has_fd)
            buf_printf(&out, "/%d/%s", f->fd, f->end ? f->end : "");
        assert_true(f->message[0] && f->hint[0]);
    }
    return out.size == 0 ? "" : arena_string(arena, out.data + 1);
}

static struct verdict verdict_of(const char *check, const struct run_evidence *run, struct arena *arena,
                                 struct findings *findings)
{
    static const struct rubric_case one = {.id = "a", .runs = 1};
    const struct rubric rubric = {.cases = &one, .case_count = 1};
    const struct rubric_criterion criterion = {
        .check = check, CASES(0), .points = 100, .partial = true, .points_each = 30};
    const struct evidence evidence = {COMPILED, .runs = run, .run_count = 1};
    struct findings_seen seen = {0};
    return check_find(check)->evaluate(&rubric, &criterion, &evidence, arena, findings, &seen);
}

/* Points of 100 with 30 for each finding, as the judge counts them. */
static uint32_t points_of(const char *check, const struct run_evidence *run, struct arena *arena,
                          struct findings *findings)
{
    struct verdict verdict = verdict_of(check, run, arena, findings);
    size_t wrong = verdict.looked_at - verdict.right;
    return verdict.looked_at == VERDICT_UNDECIDED || wrong * 30 >= 100 ? 0 : 100 - (uint32_t)wrong * 30;
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct run_evidence run = run_of(&rows[i], arena);
        struct findings found = {0};
        hygiene_find(&run, 1, arena, &found);
        const char *got = told(&found, arena);
        if (strcmp(got, rows[i].want) != 0)
            fail_msg("%s:\n  got  %s\n  want %s", rows[i].name, got, rows[i].want);
        if (hygiene_any(&run.report, arena) != (found.count > 0))
            fail_msg("%s: hygiene_any", rows[i].name);
        uint32_t unused = points_of("closes-unused-ends", &run, arena, &found);
        uint32_t all = points_of("closes-all-ends", &run, arena, &found);
        uint32_t left = points_of("no-end-left-open", &run, arena, &found);
        if (unused != rows[i].unused || all != rows[i].all || (left != all && run.report.ledger.object_count > 0))
            fail_msg("%s: %u, %u and %u points", rows[i].name, unused, all, left);
    }
}

/* A program without a pipe closes nothing, and earns nothing by that. */
static void test_no_pipe(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct run_evidence run = run_of(&rows[0], arena);
    struct findings found = {0};
    run.report.ledger = (struct fds_ledger){.is_whole = true};
    assert_int_equal(points_of("closes-unused-ends", &run, arena, &found), 0);
    assert_int_equal(points_of("closes-all-ends", &run, arena, &found), 0);
    assert_int_equal(points_of("no-end-left-open", &run, arena, &found), 100);
    assert_int_equal(points_of("no-bad-close", &run, arena, &found), 100);
}

/* One that ends before it makes a pipe, in one case of two, has made one all the same: what it closed counts. */
static void test_pipe_in_one_case(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    static const struct rubric_case both[] = {{.id = "a", .runs = 1}, {.id = "b", .runs = 1}};
    const struct rubric rubric = {.cases = both, .case_count = COUNT(both)};
    const struct rubric_criterion criterion = {.check = "closes-all-ends", CASES(0, 1), .points = 100};
    struct run_evidence runs[] = {run_of(&rows[0], arena), run_of(&rows[0], arena)};
    const struct evidence evidence = {COMPILED, .runs = runs, .run_count = COUNT(runs)};
    const struct check *check = check_find(criterion.check);
    struct findings found = {0};
    struct findings_seen seen = {0};
    runs[1].case_id = "b";
    struct verdict two = check->evaluate(&rubric, &criterion, &evidence, arena, &found, &seen);
    runs[1].report.ledger = (struct fds_ledger){.is_whole = true};
    struct verdict one = check->evaluate(&rubric, &criterion, &evidence, arena, &found, &seen);
    assert_true(two.looked_at > 0 && two.looked_at % 2 == 0);
    assert_int_equal(one.looked_at, two.looked_at / 2);
    runs[0].report.ledger = runs[1].report.ledger;
    struct verdict none = check->evaluate(&rubric, &criterion, &evidence, arena, &found, &seen);
    assert_int_equal(none.looked_at, VERDICT_UNDECIDED);
    assert_string_equal(none.message, "The program made no pipe, so there was nothing to close.");
}

/* Whose log is cut short may have made more. */
static void test_several_pipes(void **state)
{
    (void)state;
    static const struct {
        size_t made;
        bool whole;
        uint32_t at_least;
        size_t right;
        const char *message;
    } counts[] = {
        {3, true, 3, 1, "It makes as many pipes as are needed."},
        {4, true, 3, 1, "It makes as many pipes as are needed."},
        {2, true, 3, 0, "It makes fewer pipes than the 3 that are needed."},
        {0, true, 1, 0, "It makes fewer pipes than the 1 that are needed."},
        {2, false, 3, 1, "It makes as many pipes as are needed."},
    };
    static const struct rubric_case one = {.id = "a", .runs = 1};
    const struct rubric rubric = {.cases = &one, .case_count = 1};
    for (size_t i = 0; i < COUNT(counts); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        const struct rubric_criterion criterion = {
            .check = "several-pipes", CASES(0), .points = 100, .at_least = counts[i].at_least};
        struct run_evidence run = run_of(&rows[0], arena);
        const struct evidence evidence = {COMPILED, .runs = &run, .run_count = 1};
        struct findings found = {0};
        struct findings_seen seen = {0};
        run.report.ledger = (struct fds_ledger){.is_whole = counts[i].whole, .object_count = counts[i].made};
        struct verdict verdict =
            check_find(criterion.check)->evaluate(&rubric, &criterion, &evidence, arena, &found, &seen);
        assert_int_equal(verdict.right, counts[i].right);
        assert_string_equal(verdict.message, counts[i].message);
    }
}

/* Whoever was stuck is not said to have left open what it might still have used, or closed after use; who was ended by
 * a signal did not come to it. */
static void test_open_question(void **state)
{
    (void)state;
    static const struct {
        const char *row, *check, *message;
    } asked[] = {
        {"what was stuck and had not used it", "closes-unused-ends",
         "Of 1 pipe ends that are not used, 1 was not closed when the program got stuck, which might still have used "
         "or "
         "closed them."},
        {"one that is not used stays open", "closes-unused-ends",
         "Of 2 pipe ends that are not used, 1 was not closed."},
        {"killed by a pipe that nobody reads", "closes-all-ends",
         "Of 2 pipe ends that should be closed, 1 was not closed, for a signal ended its process before."},
    };
    for (size_t i = 0; i < COUNT(asked); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct findings found = {0};
        size_t k = 0;
        while (k < COUNT(rows) && strcmp(rows[k].name, asked[i].row) != 0)
            k++;
        assert_true(k < COUNT(rows));
        struct run_evidence run = run_of(&rows[k], arena);
        assert_string_equal(verdict_of(asked[i].check, &run, arena, &found).message, asked[i].message);
    }
}

/* Mistakes that count each by itself: of whom, and against the cases without any. */
static void test_faults(void **state)
{
    (void)state;
    static const struct {
        const char *check, *fault, *process;
        uint32_t each, floor, points;
    } priced[] = {
        {"no-bad-close", "closed twice", NULL, 0, 0, 50},
        {"no-bad-close", "closed twice", "parent", 30, 0, 70},
        {"no-bad-close", "closed twice", "children", 30, 0, 100},
        {"no-broken-pipe", "killed by a pipe that nobody reads", NULL, 0, 0, 50},
        {"no-broken-pipe", "killed by a pipe that nobody reads", "child 1", 90, 20, 20},
        {"no-broken-pipe", "killed by a pipe that nobody reads", "parent", 90, 20, 100},
        {"no-broken-pipe", "closed twice", NULL, 90, 20, 100},
    };
    for (size_t i = 0; i < COUNT(priced); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        size_t at = 0;
        while (strcmp(rows[at].name, priced[i].fault) != 0)
            at++;
        struct run_evidence runs[] = {run_of(&rows[at], arena), run_of(&rows[0], arena)};
        runs[1].case_id = "b";
        struct rubric_case cases[] = {{.id = "a", .runs = 1}, {.id = "b", .runs = 1}};
        struct rubric_criterion criterion = {.id = "a",
                                             .check = priced[i].check,
                                             CASES(0, 1),
                                             .points = 100,
                                             .partial = true,
                                             .points_each = priced[i].each,
                                             .floor = priced[i].floor,
                                             .processes = &priced[i].process,
                                             .process_count = priced[i].process ? 1 : 0};
        struct rubric rubric = {.cases = cases, .case_count = 2, .criteria = &criterion, .criterion_count = 1};
        struct evidence evidence = {COMPILED, .runs = runs, .run_count = 2};
        struct grade grade = {0};
        judge(&rubric, &evidence, arena, &grade);
        if (grade.criteria[0].points != priced[i].points)
            fail_msg("%s, %s: %u points", priced[i].check, priced[i].fault, grade.criteria[0].points);
    }
}

/* What only some runs show is said once, with which. */
static void test_some_runs(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct run_evidence runs[] = {run_of(&rows[0], arena), run_of(&rows[1], arena), run_of(&rows[1], arena)};
    struct findings found = {0};
    for (uint32_t i = 0; i < 3; i++)
        runs[i].run = i + 1;
    hygiene_find(runs, 3, arena, &found);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].run, 2);
    assert_non_null(strstr(found.items[0].message, " of 3"));
}

static void test_order(void **state)
{
    (void)state;
    static struct report_process processes[] = {WELL("child 10", 0), WELL("child 2", 0), WELL("child 2.1", 0),
                                                WELL("parent", -1), WELL("child 1", 0)};
    for (uint32_t i = 0; i < COUNT(processes); i++)
        processes[i].id = i + 1;
    const struct report report = {.processes = processes, .process_count = COUNT(processes)};
    const uint32_t sorted[] = {4, 5, 2, 3, 1};
    for (size_t i = 0; i < COUNT(sorted); i++)
        for (size_t k = 0; k < COUNT(sorted); k++) {
            int order = hygiene_order(&report, sorted[i], sorted[k]);
            assert_true(i < k ? order < 0 : i > k ? order > 0 : order == 0);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_no_pipe),
        cmocka_unit_test(test_pipe_in_one_case),
        cmocka_unit_test(test_several_pipes),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_some_runs),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_open_question),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
