/* test_waits.c -- the deadlock fold over hand-written cuts: the guilty, and the innocent that look it. */
#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/observe/waits.h"

#include <fcntl.h>
#include <inttypes.h>
#include <linux/futex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cmocka.h>

enum { LOG_MAX = 40 };

/* clang-format off */
#define TASK(id, owner, by, how) {.kind = EV_TASK, .task = (id), .process = (owner), .arg = {(by), (how), 100 + (id)}}
#define FIRST TASK(1, 1, 0, TASK_FIRST)
#define FORK(by, id) TASK(id, id, by, TASK_FORK)
#define THREAD(of, id) TASK(id, of, of, TASK_THREAD)
#define EXIT(id) {.kind = EV_EXIT, .task = (id), .process = (id)}
#define PIPE(object) {.kind = EV_PIPE, .task = 1, .process = 1, .arg = {FD_PIPE, (object), 3, 4, -1}}
#define CUT(tasks) {.kind = EV_CUT, .arg = {(tasks)}}
#define IN(id, of, bits, call, a, b, c) \
    {.kind = EV_BLOCKED, .task = (id), .process = (of), .arg = {(call), (a), (b), (c), (bits)}}
#define READS(id, fd) IN(id, id, 0, SYS_read, fd, 0, 1)
#define WRITES(id, fd) IN(id, id, 0, SYS_write, fd, 0, 1)
#define WAITS(id) IN(id, id, 0, SYS_wait4, -1, 0, 0)
#define LOCKS(id, of) IN(id, of, 0, SYS_futex, 4096, FUTEX_WAIT_PRIVATE, 2)
#define PAUSES(id) IN(id, id, 0, SYS_pause, 0, 0, 0)
#define HOLDS(id, fd, what, object, mode, outside) \
    {.kind = EV_HELD, .task = (id), .process = (id), .arg = {(fd), (what), (object), (mode), (outside)}}
#define R(id, fd, object) HOLDS(id, fd, FD_PIPE, object, O_RDONLY, 0)
#define W(id, fd, object) HOLDS(id, fd, FD_PIPE, object, O_WRONLY, 0)
#define CUT_END(blocked, held) {.kind = EV_CUT_END, .arg = {(blocked), (held)}}
#define STACK(id, offset, explains) {.kind = EV_STACK, .task = (id), .process = (id), .arg = {(offset), 10, (explains)}}
#define OTHER(what) {.kind = (what)}
/* clang-format on */

/* want is what told() says, "" for no deadlock. An event of kind EV_BEGIN (0) ends a log. */
static const struct row {
    const char *name;
    struct event log[LOG_MAX];
    const char *want;
} rows[] = {
    {"a child keeps its own write end and so does the parent",
     {FIRST, PIPE(7), FORK(1, 2), CUT(2), WAITS(1), READS(2, 3), R(1, 3, 7), W(1, 4, 7), R(2, 3, 7), W(2, 4, 7),
      CUT_END(2, 4)},
     "self-held-end 1>2 2:7>2/4>1/4 culprits 7 2/4 1/4"},
    {"a child keeps its own write end alone",
     {FIRST, PIPE(7), FORK(1, 2), CUT(2), WAITS(1), READS(2, 3), R(2, 3, 7), W(2, 4, 7), CUT_END(2, 2)},
     "self-held-end 1>2 2:7>2/4 culprits 7 2/4"},
    {"only the parent keeps the write end",
     {FIRST, PIPE(7), FORK(1, 2), CUT(2), WAITS(1), READS(2, 3), W(1, 4, 7), R(2, 3, 7), CUT_END(2, 2)},
     "no-sender 1>2 2:7>1/4 culprits 7 1/4"},
    {"a duplicate counts too",
     {FIRST, PIPE(7), FORK(1, 2), CUT(2), WAITS(1), READS(2, 0), W(1, 4, 7), W(1, 9, 7), R(2, 0, 7), CUT_END(2, 3)},
     "no-sender 1>2 2:7>1/4>1/9 culprits 7 1/4 1/9"},
    {"the only process reads what it alone could write",
     {FIRST, PIPE(7), CUT(1), READS(1, 3), R(1, 3, 7), W(1, 4, 7), CUT_END(1, 2)},
     "self-held-end 1:7>1/4 culprits 7 1/4"},
    {"three workers read one pipe and all keep its write end",
     {FIRST, PIPE(7), FORK(1, 2), FORK(1, 3), CUT(3), WAITS(1), READS(2, 3), READS(3, 3), R(2, 3, 7), W(2, 4, 7),
      R(3, 3, 7), W(3, 4, 7), CUT_END(3, 4)},
     "self-held-end 1>2>3 2:7>2/4>3/4 3:7>3/4>2/4 culprits 7 2/4 3/4"},
    {"two wait for each other",
     {FIRST, PIPE(7), PIPE(8), FORK(1, 2), CUT(2), READS(1, 5), READS(2, 3), W(1, 4, 7), R(1, 5, 8), R(2, 3, 7),
      W(2, 6, 8), CUT_END(2, 4)},
     "circular-wait 1:8>2/6 2:7>1/4"},
    {"two wait for each other and hold everything besides",
     {FIRST, PIPE(7), PIPE(8), FORK(1, 2), CUT(2), READS(1, 5), READS(2, 3), R(1, 3, 7), W(1, 4, 7), R(1, 5, 8),
      W(1, 6, 8), R(2, 3, 7), W(2, 4, 7), R(2, 5, 8), W(2, 6, 8), CUT_END(2, 8)},
     "circular-wait 1:8>1/6>2/6 2:7>2/4>1/4"},
    {"a chain of stages that all hold everything",
     {FIRST, PIPE(7), PIPE(8), FORK(1, 2), FORK(1, 3), CUT(3), WAITS(1), READS(2, 3), READS(3, 5), W(2, 4, 7),
      R(2, 3, 7), W(2, 6, 8), W(3, 4, 7), R(3, 5, 8), W(3, 6, 8), CUT_END(3, 6)},
     "self-held-end 1>2>3 2:7>2/4>3/4 3:8>3/6>2/6 culprits 7 2/4 3/4"},
    {"a full pipe whose reader waits for the writer",
     {FIRST, PIPE(7), FORK(1, 2), CUT(2), WAITS(1), WRITES(2, 4), R(1, 3, 7), W(2, 4, 7), CUT_END(2, 2)},
     "full-pipe 1>2 2:7>1/3"},
    {"both write to full pipes",
     {FIRST, PIPE(7), PIPE(8), FORK(1, 2), CUT(2), WRITES(1, 4), WRITES(2, 6), W(1, 4, 7), R(1, 5, 8), R(2, 3, 7),
      W(2, 6, 8), CUT_END(2, 4)},
     "circular-wait 1:7>2/3 2:8>1/5"},
    {"two threads and two locks",
     {FIRST, THREAD(1, 2), THREAD(1, 3), CUT(3), LOCKS(1, 1), LOCKS(2, 1), LOCKS(3, 1), CUT_END(3, 0)},
     "lock-cycle 1 2 3"},
    {"a lock locked twice", {FIRST, CUT(1), LOCKS(1, 1), CUT_END(1, 0)}, "lock-cycle 1"},
    {"a semaphore that is not shared",
     {FIRST, FORK(1, 2), CUT(2), WAITS(1), LOCKS(2, 2), CUT_END(2, 0)},
     "child-stuck 1>2 2"},
    {"pause with nobody left", {FIRST, CUT(1), PAUSES(1), CUT_END(1, 0)}, "other 1"},
    {"wait for one child by its pid",
     {FIRST, FORK(1, 2), FORK(1, 3), CUT(3), IN(1, 1, 0, SYS_wait4, 103, 0, 0), PAUSES(2), PAUSES(3), CUT_END(3, 0)},
     "child-stuck 1>3 2 3"},
    {"a grandchild is no child",
     {FIRST, FORK(1, 2), FORK(2, 3), CUT(3), WAITS(1), WAITS(2), PAUSES(3), CUT_END(3, 0)},
     "child-stuck 1>2 2>3 3"},
    {"a FIFO that its reader opened for both",
     {FIRST, CUT(1), READS(1, 3), HOLDS(1, 3, FD_FIFO, 9, O_RDWR, 0), CUT_END(1, 1)},
     "self-held-end 1:9>1/3 culprits 9 1/3"},
    {"the second cut proves what the first did not",
     {FIRST, FORK(1, 2), CUT(2), WAITS(1), IN(2, 2, BLOCKED_UNSURE, SYS_pause, 0, 0, 0), CUT_END(2, 0), CUT(2),
      WAITS(1), PAUSES(2), CUT_END(2, 0)},
     "child-stuck 1>2 2"},
    {"stacks: of a fork, of a pipe, of a wait",
     {FIRST, PIPE(7), FORK(1, 2), STACK(1, 50, 2), STACK(1, 60, 1), CUT(2), WAITS(1), READS(2, 3), W(1, 4, 7),
      R(2, 3, 7), CUT_END(2, 2), STACK(1, 70, 6), STACK(2, 80, 7)},
     "no-sender 1@70>2 2@80:7>1/4 culprits 7 1/4 fork 2@50 pipe 7@60"},
    {"what holds stdin is no matter", /* and tasks of a cut come in any order */
     {FIRST, FORK(1, 2), CUT(2), PAUSES(2), WAITS(1), HOLDS(1, 0, FD_OTHER, 0, O_RDONLY, 0),
      HOLDS(2, 1, FD_PIPE, 3, O_WRONLY, 1), CUT_END(2, 2)},
     "child-stuck 1>2 2"},

    {"one of them sleeps for a time",
     {FIRST, FORK(1, 2), CUT(2), WAITS(1), IN(2, 2, 0, SYS_nanosleep, 0, 0, 0), CUT_END(2, 0)},
     ""},
    {"a timer may go off", {FIRST, CUT(1), IN(1, 1, BLOCKED_TIMER, SYS_pause, 0, 0, 0), CUT_END(1, 0)}, ""},
    {"a timer of another process may go off",
     {FIRST, FORK(1, 2), CUT(2), WAITS(1), IN(2, 2, BLOCKED_TIMER, SYS_read, 3, 0, 1), R(2, 3, 7), W(2, 4, 7),
      CUT_END(2, 2)},
     ""},
    {"not sure", {FIRST, CUT(1), IN(1, 1, BLOCKED_UNSURE, SYS_pause, 0, 0, 0), CUT_END(1, 0)}, ""},
    {"stopped by us", {FIRST, CUT(1), IN(1, 1, BLOCKED_TRACED_STOP, SYS_pause, 0, 0, 0), CUT_END(1, 0)}, ""},
    {"a bit nobody has heard of", {FIRST, CUT(1), IN(1, 1, 64, SYS_pause, 0, 0, 0), CUT_END(1, 0)}, ""},
    {"the writer is not in the cut: it runs",
     {FIRST, FORK(1, 2), CUT(1), READS(1, 3), R(1, 3, 7), W(1, 4, 7), CUT_END(1, 2)},
     ""},
    {"the cut says that it has two, and tells of one",
     {FIRST, FORK(1, 2), CUT(2), READS(1, 3), R(1, 3, 7), W(1, 4, 7), CUT_END(1, 2)},
     ""},
    {"a grandchild still runs, and the parent waits for a child that waits for it",
     {FIRST, FORK(1, 2), FORK(2, 3), CUT(3), WAITS(1), WAITS(2), IN(3, 3, 0, SYS_clock_nanosleep, 0, 0, 0),
      CUT_END(3, 0)},
     ""},
    {"a reader without any writer is at the end", {FIRST, CUT(1), READS(1, 3), R(1, 3, 7), CUT_END(1, 1)}, ""},
    {"a writer without any reader gets SIGPIPE", {FIRST, CUT(1), WRITES(1, 4), W(1, 4, 7), CUT_END(1, 1)}, ""},
    {"the write end leads outside",
     {FIRST, CUT(1), READS(1, 3), R(1, 3, 7), HOLDS(1, 4, FD_PIPE, 7, O_WRONLY, 1), CUT_END(1, 2)},
     ""},
    {"stdin itself leads outside",
     {FIRST, CUT(1), READS(1, 0), HOLDS(1, 0, FD_PIPE, 7, O_RDONLY, 1), W(1, 4, 7), CUT_END(1, 2)},
     ""},
    {"stdout is full: we empty it",
     {FIRST, CUT(1), WRITES(1, 1), HOLDS(1, 1, FD_PIPE, 7, O_WRONLY, 1), R(1, 3, 7), CUT_END(1, 2)},
     ""},
    {"an fd that nobody told of", {FIRST, CUT(1), READS(1, 3), W(1, 4, 7), CUT_END(1, 1)}, ""},
    {"a pipe without a number is not known", {FIRST, CUT(1), READS(1, 3), R(1, 3, 0), W(1, 4, 0), CUT_END(1, 2)}, ""},
    {"a read on an eventfd", {FIRST, CUT(1), READS(1, 3), HOLDS(1, 3, FD_EVENT, 5, O_RDWR, 0), CUT_END(1, 1)}, ""},
    {"a read on a socket with nobody left",
     {FIRST, CUT(1), READS(1, 3), HOLDS(1, 3, FD_SOCKET, 5, O_RDWR, 0), CUT_END(1, 1)},
     "other 1"},
    {"each receives from the other",
     {FIRST, FORK(1, 2), CUT(2), IN(1, 1, 0, SYS_recvfrom, 3, 0, 0), READS(2, 4), HOLDS(1, 3, FD_SOCKET, 5, O_RDWR, 0),
      HOLDS(2, 4, FD_SOCKET, 6, O_RDWR, 0), CUT_END(2, 2)},
     "other 1 2"},
    {"a socket with a time limit",
     {FIRST, CUT(1), IN(1, 1, BLOCKED_TIMER, SYS_recvmsg, 3, 0, 0), HOLDS(1, 3, FD_SOCKET, 5, O_RDWR, 0),
      CUT_END(1, 1)},
     ""},
    {"a socket that leads outside",
     {FIRST, CUT(1), READS(1, 3), HOLDS(1, 3, FD_SOCKET, 5, O_RDWR, 1), CUT_END(1, 1)},
     ""},
    {"receiving from what is no socket",
     {FIRST, CUT(1), IN(1, 1, 0, SYS_recvfrom, 3, 0, 0), R(1, 3, 7), W(1, 4, 7), CUT_END(1, 2)},
     ""},
    {"a read on something else", {FIRST, CUT(1), READS(1, 3), HOLDS(1, 3, FD_OTHER, 5, O_RDWR, 0), CUT_END(1, 1)}, ""},
    {"poll on pipes without a timeout",
     {FIRST, CUT(1), IN(1, 1, 0, SYS_poll, 0, 1, 0xffffffff), R(1, 3, 7), W(1, 4, 7),
      HOLDS(1, 1, FD_PIPE, 9, O_WRONLY, 1), CUT_END(1, 3)},
     "other 1"},
    {"poll with a timeout", {FIRST, CUT(1), IN(1, 1, 0, SYS_poll, 0, 1, 1), R(1, 3, 7), CUT_END(1, 1)}, ""},
    {"select with a timeout", {FIRST, CUT(1), IN(1, 1, BLOCKED_TIMER, SYS_select, 0, 1, 1), CUT_END(1, 0)}, ""},
    {"poll by a process that holds something else",
     {FIRST, CUT(1), IN(1, 1, 0, SYS_poll, 0, 1, -1), R(1, 3, 7), HOLDS(1, 5, FD_EVENT, 0, O_RDWR, 0), CUT_END(1, 2)},
     ""},
    {"poll on what leads outside",
     {FIRST, CUT(1), IN(1, 1, 0, SYS_poll, 0, 1, -1), HOLDS(1, 5, FD_PIPE, 7, O_RDONLY, 1), CUT_END(1, 1)},
     ""},
    {"epoll_wait", {FIRST, CUT(1), IN(1, 1, 0, SYS_epoll_wait, 5, 0, 1), CUT_END(1, 0)}, ""},
    {"a call that is not known", {FIRST, CUT(1), IN(1, 1, 0, 100000, 0, 0, 0), CUT_END(1, 0)}, ""},
    {"no call at all", {FIRST, CUT(1), IN(1, 1, 0, -1, 0, 0, 0), CUT_END(1, 0)}, ""},
    {"a futex that wakes others", {FIRST, CUT(1), IN(1, 1, 0, SYS_futex, 0, FUTEX_WAKE, 1), CUT_END(1, 0)}, ""},
    {"a lock with a time limit",
     {FIRST, CUT(1), IN(1, 1, BLOCKED_TIMER, SYS_futex, 0, FUTEX_WAIT, 1), CUT_END(1, 0)},
     ""},
    {"fcntl for something else than a lock", {FIRST, CUT(1), IN(1, 1, 0, SYS_fcntl, 3, F_GETFL, 0), CUT_END(1, 0)}, ""},
    {"wait without a child", {FIRST, CUT(1), WAITS(1), CUT_END(1, 0)}, ""},
    {"wait for a child that has ended",
     {FIRST, FORK(1, 2), FORK(1, 3), EXIT(2), CUT(2), IN(1, 1, 0, SYS_wait4, 102, 0, 0), PAUSES(3), CUT_END(2, 0)},
     ""},
    {"wait that also hears of stops",
     {FIRST, FORK(1, 2), CUT(2), IN(1, 1, 0, SYS_wait4, -1, 0, WUNTRACED), PAUSES(2), CUT_END(2, 0)},
     ""},
    {"only an orphan is left, and it is nobody's child here",
     {FIRST, FORK(1, 2), FORK(2, 3), EXIT(2), CUT(2), WAITS(1), PAUSES(3), CUT_END(2, 0)},
     ""},
    {"something happened in the middle of the cut", {FIRST, CUT(1), PAUSES(1), OTHER(EV_SIGNAL), CUT_END(1, 0)}, ""},
    {"two cuts run into each other", {FIRST, CUT(1), PAUSES(1), CUT(1), CUT_END(1, 0)}, ""},
    {"a cut without a beginning", {FIRST, PAUSES(1), CUT_END(1, 0)}, ""},
    {"a cut that lost a held end", {FIRST, CUT(1), PAUSES(1), CUT_END(1, 3)}, ""},
    {"a task told of twice", {FIRST, FORK(1, 2), CUT(2), PAUSES(1), PAUSES(1), CUT_END(2, 0)}, ""},
    {"a task that nobody announced", {FIRST, CUT(1), PAUSES(9), CUT_END(1, 0)}, ""},
    {"a task of another process", {FIRST, FORK(1, 2), CUT(2), PAUSES(1), LOCKS(2, 1), CUT_END(2, 0)}, ""},
    {"a dead task", {FIRST, FORK(1, 2), EXIT(2), CUT(1), PAUSES(2), CUT_END(1, 0)}, ""},
    {"events were lost: somebody may run", {FIRST, OTHER(EV_OVERFLOW), CUT(1), PAUSES(1), CUT_END(1, 0)}, ""},
    {"a task that came twice", {FIRST, FIRST, CUT(1), PAUSES(1), CUT_END(1, 0)}, ""},
    {"a task beyond any number", {FIRST, TASK(UINT32_MAX, 1, 1, TASK_THREAD), CUT(1), PAUSES(1), CUT_END(1, 0)}, ""},
    {"the end of a task that never was", {FIRST, EXIT(4000000000u), CUT(1), PAUSES(1), CUT_END(1, 0)}, ""},
    {"numbers without sense",
     {FIRST, CUT(UINT32_MAX), IN(UINT32_MAX, UINT32_MAX, 0, SYS_read, INT64_MIN, INT64_MAX, -1),
      HOLDS(UINT32_MAX, INT32_MAX, FD_PIPE, INT64_MAX, 3, 0), CUT_END(1, 1), STACK(UINT32_MAX, UINT32_MAX, UINT32_MAX)},
     ""},
    {"an fd that is no number of one",
     {FIRST, CUT(1), READS(1, INT64_C(0x100000003)), R(1, 3, 7), W(1, 4, 7), CUT_END(1, 2)},
     ""},
    {"the cut counts one more than there are", {FIRST, CUT(2), PAUSES(1), CUT_END(1, 0)}, ""},
    {"a read on a write end fails", {FIRST, CUT(1), READS(1, 4), R(1, 3, 7), W(1, 4, 7), CUT_END(1, 2)}, ""},
    {"nobody at all", {CUT(0), CUT_END(0, 0)}, ""},
};

static void tell(struct buf *said, const struct waits_deadlock *d)
{
    buf_add_string(said, deadlock_kind_name(d->kind));
    for (size_t i = 0; i < d->wait_count; i++) {
        const struct waits_wait *wait = &d->waits[i];
        buf_printf(said, " %" PRIu32, wait->task);
        if (wait->stack.size > 0)
            buf_printf(said, "@%" PRIu32, wait->stack.offset);
        if (wait->object != 0)
            buf_printf(said, ":%" PRId64, wait->object);
        for (size_t k = 0; k < wait->holder_count; k++) {
            buf_printf(said, ">%" PRIu32, wait->holders[k].process);
            if (wait->holders[k].fd >= 0)
                buf_printf(said, "/%d", wait->holders[k].fd);
        }
    }
    if (d->culprit_count > 0)
        buf_printf(said, " culprits %" PRId64, d->culprit_object);
    for (size_t i = 0; i < d->culprit_count; i++)
        buf_printf(said, " %" PRIu32 "/%d", d->culprits[i].process, d->culprits[i].fd);
    for (size_t i = 0; i < d->fork_count; i++)
        if (d->forks[i].stack.size > 0)
            buf_printf(said, " fork %" PRIu32 "@%" PRIu32, d->forks[i].process, d->forks[i].stack.offset);
    for (size_t i = 0; i < d->pipe_count; i++)
        if (d->pipes[i].stack.size > 0)
            buf_printf(said, " pipe %" PRId64 "@%" PRIu32, d->pipes[i].object, d->pipes[i].stack.offset);
}

static void run_row(const struct row *row, size_t without, struct buf *said, bool *stopped)
{
    AUTO_ARENA struct arena *arena = arena_make();
    struct waits *waits = waits_begin(arena);
    struct waits_deadlock deadlock;
    *stopped = false;
    for (size_t i = 0; i < LOG_MAX && row->log[i].kind != EV_BEGIN; i++) {
        struct event ev = row->log[i];
        ev.number = (uint32_t)i;
        if (i != without)
            *stopped = waits_see(waits, &ev);
    }
    waits_end(waits, &deadlock);
    assert_int_equal(*stopped, deadlock.proved);
    buf_add(said, "", 0);
    if (deadlock.proved)
        tell(said, &deadlock);
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_BUF struct buf said = {0};
        bool stopped;
        run_row(&rows[i], SIZE_MAX, &said, &stopped);
        if (strcmp(said.data, rows[i].want) != 0)
            fail_msg("%s: '%s' instead of '%s'", rows[i].name, said.data, rows[i].want);
    }
}

static size_t last_cut(const struct row *row)
{
    size_t last = 0;
    for (size_t i = 0; i < LOG_MAX && row->log[i].kind != EV_BEGIN; i++)
        if (row->log[i].kind == EV_CUT)
            last = i;
    return last;
}

/* Whatever single fact of the cut that proved is missing, nothing is proved any more. */
static void test_nothing_is_proved_of_a_cut_with_a_hole(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t without = 0; without < LOG_MAX && rows[i].log[without].kind != EV_BEGIN; without++) {
            AUTO_BUF struct buf said = {0};
            bool stopped;
            uint16_t kind = rows[i].log[without].kind;

            if (kind != EV_CUT && kind != EV_CUT_END && kind != EV_BLOCKED && kind != EV_HELD)
                continue;
            if (*rows[i].want == '\0' || without < last_cut(&rows[i]))
                continue;
            run_row(&rows[i], without, &said, &stopped);
            if (stopped)
                fail_msg("%s, without event %zu: %s", rows[i].name, without, said.data);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_nothing_is_proved_of_a_cut_with_a_hole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
