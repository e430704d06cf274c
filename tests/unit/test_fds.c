/* test_fds.c -- the ledger of descriptors over hand-written logs: every end of every process, and none too many. */
#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/observe/fds.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>

#include <cmocka.h>

enum { LOG_MAX = 40 };

/* clang-format off */
#define E(what, id, ...) {.kind = (what), .task = (id), .process = (id), .arg = {__VA_ARGS__}}
#define FIRST E(EV_TASK, 1, 0, TASK_FIRST)
#define FORK(by, id) E(EV_TASK, id, by, TASK_FORK)
#define VFORK(by, id) E(EV_TASK, id, by, TASK_VFORK)
#define SHARES(by, id) E(EV_TASK, id, by, TASK_FORK, 0, 1)
#define THREAD(of, id) {.kind = EV_TASK, .task = (id), .process = (of), .arg = {(of), TASK_THREAD}}
#define EXEC(id, program) {.kind = EV_EXEC, .task = (id), .process = (id), .text = program}
#define PIPE(id, object, r, w) E(EV_PIPE, id, FD_PIPE, object, r, w, -1)
#define PAIR(id, object, second, a, b) E(EV_PIPE, id, FD_SOCKET, object, a, b, second)
#define MADE(id, fd, name) {.kind = EV_FD_MADE, .task = (id), .process = (id), .arg = {(fd), FD_OTHER}, .text = name}
#define FIFO(id, fd, object, mode) E(EV_FD_MADE, id, fd, FD_FIFO, object, mode)
#define MADE_FIFO(id, object) E(EV_PIPE, id, FD_FIFO, object, -1, -1, -1)
#define COPY(id, from, to) E(EV_FD_COPIED, id, from, to)
#define CLOSE(id, fd) E(EV_FD_CLOSED, id, fd, 0)
#define CLOSE_FAILS(id, fd) E(EV_FD_CLOSED, id, fd, EBADF)
#define READS(id, fd) E(EV_FD_USED, id, fd, 0)
#define WRITES(id, fd) E(EV_FD_USED, id, fd, 1)
#define UNSEEN(id) E(EV_FD_UNSEEN, id, 0)
#define PIPE_OPENED(id, fd, object, mode) E(EV_FD_MADE, id, fd, FD_PIPE, object, mode)
#define BAD(id, fd) {.kind = EV_FD_BAD, .task = (id), .process = (id), .arg = {(fd), SYS_read}, .text = "read"}
#define FAILED(id, name) \
    {.kind = EV_FD_BAD, .task = (id), .process = (id), .arg = {-1, SYS_openat, ENOENT}, .text = name}
#define BROKEN(id, fd) E(EV_FD_BROKEN, id, fd)
#define TABLE(id, why, count) E(EV_FD_TABLE, id, TABLE_##why, count)
#define KEPT(id, fd, object, mode) E(EV_FD_KEPT, id, fd, FD_PIPE, object, mode)
#define KEPT_FILE(id, fd) E(EV_FD_KEPT, id, fd, FD_OTHER, 0, 0)
#define LEFT(id, child) E(EV_CHILD_LEFT, id, child)
#define EXIT(id) E(EV_EXIT, id, 0)
#define EXIT_LATE(id, ms, answers_ms) \
    {.kind = EV_EXIT, .task = (id), .process = (id), .at_ns = (ms) * 1000000LL, \
     .arg = {0, 0, 0, 0, (answers_ms) * 1000000LL}}
#define EXIT_AT(id, ms, delay_ms) \
    {.kind = EV_EXIT, .task = (id), .process = (id), .at_ns = (ms) * 1000000LL, \
     .arg = {0, 0, 0, (delay_ms) * 1000000LL}}
#define GIVES(id, lived_on) E(EV_FD_TABLE, id, TABLE_EXIT, 0, lived_on)
#define REFUSED(id) E(EV_REFUSED, id, 144)
#define BLOCKED(id, call, fd) E(EV_BLOCKED, id, call, fd)
#define LOST {.kind = EV_OVERFLOW, .arg = {1}}
/* clang-format on */

/* want is what told() says. An event of kind EV_BEGIN (0) ends a log. */
static const struct row {
    const char *name;
    struct event log[LOG_MAX];
    const char *want;
} rows[] = {
    {"a pipe of one process", {FIRST, PIPE(1, 7, 3, 4)}, "1/3r:pipe 1/4w:pipe"},
    {"both are used and closed",
     {FIRST, PIPE(1, 7, 3, 4), WRITES(1, 4), READS(1, 3), CLOSE(1, 3), CLOSE(1, 4)},
     "1/3r:pipe+close 1/4w:pipe+close"},
    {"a child has copies",
     {FIRST, PIPE(1, 7, 3, 4), FORK(1, 2), CLOSE(2, 4)},
     "1/3r:pipe 1/4w:pipe 2/3r:fork 2/4w:fork-close"},
    {"a pipe made after the fork is not the child's", {FIRST, FORK(1, 2), PIPE(1, 7, 3, 4)}, "1/3r:pipe 1/4w:pipe"},
    {"what was closed before the fork is not the child's",
     {FIRST, PIPE(1, 7, 3, 4), CLOSE(1, 3), FORK(1, 2)},
     "1/3r:pipe-close 1/4w:pipe 2/4w:fork"},
    {"to use it is each process's own doing",
     {FIRST, PIPE(1, 7, 3, 4), WRITES(1, 4), FORK(1, 2)},
     "1/3r:pipe 1/4w:pipe+ 2/3r:fork 2/4w:fork"},
    {"what is written to is not read from",
     {FIRST, PIPE(1, 7, 3, 4), WRITES(1, 3), READS(1, 4)},
     "1/3r:pipe 1/4w:pipe"},
    {"who waits on an end uses it", {FIRST, PIPE(1, 7, 3, 4), BLOCKED(1, SYS_read, 3)}, "1/3r:pipe+ 1/4w:pipe"},
    {"who waits for a child does not", {FIRST, PIPE(1, 7, 3, 4), BLOCKED(1, SYS_wait4, 3)}, "1/3r:pipe 1/4w:pipe"},
    {"whom nobody looks at any more may use what it has; its child is looked at",
     {FIRST, PIPE(1, 7, 3, 4), READS(1, 3), UNSEEN(1), FORK(1, 2), PIPE(1, 8, 5, 6)},
     "1/3r:pipe+ 1/4w:pipe? 2/3r:fork 2/4w:fork 1/5r:pipe 1/6w:pipe"},
    {"what is seen to be used after all is known",
     {FIRST, PIPE(1, 7, 3, 4), UNSEEN(1), WRITES(1, 4)},
     "1/3r:pipe? 1/4w:pipe+"},
    {"to open a pipe by its name in /proc is to use the end that has it",
     {FIRST, PIPE(1, 7, 3, 4), FORK(1, 2), PIPE_OPENED(2, 5, 7, O_WRONLY)},
     "1/3r:pipe 1/4w:pipe 2/3r:fork 2/4w:fork+ 2/5w:open"},
    {"a number that is used again is a new row",
     {FIRST, PIPE(1, 7, 3, 4), READS(1, 3), CLOSE(1, 3), CLOSE(1, 4), PIPE(1, 8, 3, 4)},
     "1/3r:pipe+close 1/4w:pipe-close 1/3r:pipe 1/4w:pipe"},
    {"dup2 onto stdout makes a stream",
     {FIRST, PIPE(1, 7, 3, 4), FORK(1, 2), COPY(2, 4, 1), CLOSE(2, 4)},
     "1/3r:pipe 1/4w:pipe 2/3r:fork 2/4w:fork-close 2/1w:dup(4)s"},
    {"a pipe that lands on 0 is no stream, nor is its copy in a child",
     {FIRST, TABLE(1, EXEC, 1), KEPT_FILE(1, 0), CLOSE(1, 0), PIPE(1, 7, 0, 3), FORK(1, 2)},
     "1/0r:pipe 1/3w:pipe 2/0r:fork 2/3w:fork"},
    {"dup2 closes what was there",
     {FIRST, PIPE(1, 7, 3, 4), PIPE(1, 8, 5, 6), COPY(1, 3, 5)},
     "1/3r:pipe 1/4w:pipe 1/5r:pipe-dup2 1/6w:pipe 1/5r:dup(3)"},
    {"dup2 onto itself does nothing", {FIRST, PIPE(1, 7, 3, 4), COPY(1, 3, 3)}, "1/3r:pipe 1/4w:pipe"},
    {"what execve closed is missing in the next table",
     {FIRST, EXEC(1, "main"), PIPE(1, 7, 3, 4), FORK(1, 2), EXEC(2, "cat"), TABLE(2, EXEC, 1), KEPT(2, 3, 7, O_RDONLY)},
     "1/3r:pipe 1/4w:pipe 2/3r:fork! 2/4w:fork-exec!"},
    {"the program executes itself",
     {FIRST, EXEC(1, "main"), PIPE(1, 7, 3, 4), FORK(1, 2), EXEC(2, "main")},
     "1/3r:pipe 1/4w:pipe 2/3r:fork 2/4w:fork"},
    {"what a shell does is its own",
     {FIRST, EXEC(1, "main"), FORK(1, 2), EXEC(2, "sh"), PIPE(2, 7, 3, 4), FORK(2, 3), CLOSE_FAILS(2, 9)},
     ""},
    {"what a shell's child holds is not judged",
     {FIRST, EXEC(1, "main"), PIPE(1, 7, 3, 4), CLOSE(1, 3), FORK(1, 2), EXEC(2, "sh"), FORK(2, 3)},
     "1/3r:pipe-close 1/4w:pipe 2/4w:fork! 3/4w:fork!?"},
    {"a shell uses what it makes a copy of, and the copy is its own",
     {FIRST, EXEC(1, "main"), PIPE(1, 7, 3, 4), FORK(1, 2), EXEC(2, "sh"), COPY(2, 4, 1)},
     "1/3r:pipe 1/4w:pipe 2/3r:fork! 2/4w:fork+! 2/1w:dup(4)s!?"},
    {"a shell uses what a process that it starts uses by the same number",
     {FIRST, EXEC(1, "main"), PIPE(1, 7, 3, 4), FORK(1, 2), EXEC(2, "sh"), FORK(2, 3), COPY(3, 3, 0), EXEC(3, "cat"),
      READS(3, 0), WRITES(3, 4), FORK(3, 4)},
     "1/3r:pipe 1/4w:pipe 2/3r:fork+! 2/4w:fork+! 3/3r:fork+!? 3/4w:fork+!? 3/0r:dup(3)+s!? 4/3r:fork!? 4/4w:fork!? "
     "4/0r:forks!?"},
    {"the program's own copy uses nothing, nor does its child for it",
     {FIRST, EXEC(1, "main"), PIPE(1, 7, 3, 4), COPY(1, 4, 5), FORK(1, 2), WRITES(2, 4)},
     "1/3r:pipe 1/4w:pipe 1/5w:dup(4) 2/3r:fork 2/4w:fork+ 2/5w:fork"},
    {"posix_spawn of what is not there",
     {FIRST, EXEC(1, "main"), PIPE(1, 7, 3, 4), CLOSE(1, 3), VFORK(1, 2), EXIT(2)},
     "1/3r:pipe-close 1/4w:pipe 2/4w:fork?"},
    {"system() takes along what it finds",
     {FIRST, EXEC(1, "main"), PIPE(1, 7, 3, 4), CLOSE(1, 3), VFORK(1, 2), EXEC(2, "dash"), EXEC(2, "ls")},
     "1/3r:pipe-close 1/4w:pipe 2/4w:fork!?"},
    {"posix_spawn of another program",
     {FIRST, EXEC(1, "main"), PIPE(1, 7, 3, 4), CLOSE(1, 3), VFORK(1, 2), EXEC(2, "ls")},
     "1/3r:pipe-close 1/4w:pipe 2/4w:fork!"},
    {"threads share a table",
     {FIRST, PIPE(1, 7, 3, 4), THREAD(1, 2), {.kind = EV_FD_CLOSED, .task = 2, .process = 1, .arg = {3}}},
     "1/3r:pipe-close 1/4w:pipe"},
    {"a process may share one", {FIRST, PIPE(1, 7, 3, 4), SHARES(1, 2), CLOSE(2, 3)}, "1/3r:pipe-close 1/4w:pipe"},
    {"a socket pair", {FIRST, PAIR(1, 7, 8, 3, 4), READS(1, 3), WRITES(1, 4)}, "1/3b:pipe+ 1/4b:pipe+"},
    {"a FIFO", {FIRST, FIFO(1, 3, 9, O_RDONLY), FORK(1, 2), FIFO(2, 4, 9, O_WRONLY)}, "1/3r:open 2/3r:fork 2/4w:open"},
    {"a FIFO is there before anybody opens it",
     {FIRST, MADE_FIFO(1, 9), MADE_FIFO(1, 10), FORK(1, 2), FIFO(2, 4, 10, O_WRONLY), FIFO(1, 3, 9, O_RDONLY)},
     "2/4w:open@1 1/3r:open"},
    {"an end comes over a socket",
     {FIRST, PIPE(1, 7, 3, 4), FORK(1, 2), CLOSE(2, 3), CLOSE(2, 4), TABLE(2, CHANGED, 1), KEPT(2, 5, 7, O_WRONLY)},
     "1/3r:pipe 1/4w:pipe 2/3r:fork-close 2/4w:fork-close 2/5w:scm_rights"},
    {"close_range", {FIRST, PIPE(1, 7, 3, 4), TABLE(1, CHANGED, 0)}, "1/3r:pipe-close 1/4w:pipe-close"},
    {"a table that stops short is settled all the same",
     {FIRST, PIPE(1, 7, 3, 4), TABLE(1, CHANGED, 2), KEPT(1, 3, 7, O_RDONLY), READS(1, 3)},
     "1/3r:pipe+ 1/4w:pipe-close"},
    {"closed twice",
     {FIRST, PIPE(1, 7, 3, 4), CLOSE(1, 3), CLOSE_FAILS(1, 3)},
     "1/3r:pipe-close 1/4w:pipe twice:1/3@0"},
    {"closed three times is one fault",
     {FIRST, PIPE(1, 7, 3, 4), CLOSE(1, 3), CLOSE_FAILS(1, 3), CLOSE_FAILS(1, 3)},
     "1/3r:pipe-close 1/4w:pipe twice:1/3@0"},
    {"each process closes it once",
     {FIRST, PIPE(1, 7, 3, 4), FORK(1, 2), CLOSE(1, 3), CLOSE(2, 3)},
     "1/3r:pipe-close 1/4w:pipe 2/3r:fork-close 2/4w:fork"},
    {"closed though never open", {FIRST, CLOSE_FAILS(1, -1), CLOSE_FAILS(1, 9)}, "never:1/-1 never:1/9"},
    {"a sweep is forgiven, and with it where it began",
     {FIRST, PIPE(1, 7, 3, 4), CLOSE(1, 3), CLOSE_FAILS(1, 3), CLOSE(1, 4), CLOSE_FAILS(1, 5), CLOSE_FAILS(1, 6),
      CLOSE_FAILS(1, 7), CLOSE_FAILS(1, 8), CLOSE_FAILS(1, 9), CLOSE_FAILS(1, 10), CLOSE_FAILS(1, 11),
      CLOSE_FAILS(1, 12), CLOSE_FAILS(1, 13), CLOSE_FAILS(1, 4)},
     "1/3r:pipe-close 1/4w:pipe-close twice:1/4@1"},
    {"of a short one the lines say what it is",
     {FIRST, PIPE(1, 7, 3, 4), CLOSE(1, 3), CLOSE_FAILS(1, 3), CLOSE(1, 4), CLOSE_FAILS(1, 5), CLOSE_FAILS(1, 6),
      CLOSE_FAILS(1, 7)},
     "1/3r:pipe-close 1/4w:pipe-close twice:1/3@0~5 never:1/5~5 never:1/6~5 never:1/7~5"},
    {"also downward, and if it leaves out some",
     {FIRST, CLOSE_FAILS(1, 9), CLOSE_FAILS(1, 8), CLOSE_FAILS(1, 4), CLOSE_FAILS(1, 3)},
     "never:1/9~4 never:1/8~4 never:1/4~4 never:1/3~4"},
    {"up and down again is none",
     {FIRST, PIPE(1, 7, 3, 4), CLOSE(1, 3), CLOSE(1, 4), CLOSE_FAILS(1, 3), CLOSE_FAILS(1, 4), CLOSE_FAILS(1, 3),
      CLOSE_FAILS(1, 5)},
     "1/3r:pipe-close 1/4w:pipe-close twice:1/3@0 twice:1/4@1 never:1/5"},
    {"all of it was open once: none",
     {FIRST, PIPE(1, 7, 3, 4), PIPE(1, 8, 5, 6), TABLE(1, CHANGED, 0), CLOSE_FAILS(1, 3), CLOSE_FAILS(1, 4),
      CLOSE_FAILS(1, 5), CLOSE_FAILS(1, 6)},
     "1/3r:pipe-close 1/4w:pipe-close 1/5r:pipe-close 1/6w:pipe-close twice:1/3@0 twice:1/4@1 twice:1/5@2 "
     "twice:1/6@3"},
    {"what the parent had closed before is known to its children, and theirs",
     {FIRST, PIPE(1, 7, 3, 4), CLOSE(1, 3), FORK(1, 2), FORK(2, 3), CLOSE(1, 4), CLOSE_FAILS(2, 3), CLOSE(3, 4),
      CLOSE_FAILS(3, 3), CLOSE_FAILS(3, 5), BAD(3, 3)},
     "1/3r:pipe-close 1/4w:pipe-close 2/4w:fork 3/4w:fork-close never:2/3^0 never:3/3^0 never:3/5 bad:3/3^0"},
    {"three in a row are no sweep",
     {FIRST, CLOSE_FAILS(1, 5), CLOSE_FAILS(1, 6), CLOSE_FAILS(1, 7)},
     "never:1/5 never:1/6 never:1/7"},
    {"read after close", {FIRST, PIPE(1, 7, 3, 4), CLOSE(1, 3), BAD(1, 3)}, "1/3r:pipe-close 1/4w:pipe bad:1/3@0"},
    {"the wrong end used, and then a closed one",
     {FIRST, PIPE(1, 7, 3, 4), BAD(1, 3), BAD(1, 3), CLOSE(1, 3), BAD(1, 3), BAD(1, 3)},
     "1/3r:pipe-close 1/4w:pipe bad:1/3@0open bad:1/3@0"},
    {"a call that failed is no fault by itself", {FIRST, FAILED(1, "openat")}, ""},
    {"what it gave is used, by a child, too",
     {FIRST, BAD(1, -1), FAILED(1, "openat"), CLOSE_FAILS(1, -1), FORK(1, 2), BAD(2, -1), FAILED(2, "pipe2")},
     "bad:1/-1 never:1/-1<openat bad:2/-1<openat"},
    {"read from the end for writing", {FIRST, PIPE(1, 7, 3, 4), BAD(1, 4)}, "1/3r:pipe 1/4w:pipe bad:1/4@1open"},
    {"a pipe without readers",
     {FIRST, PIPE(1, 7, 3, 4), CLOSE(1, 3), WRITES(1, 4), BROKEN(1, 4)},
     "1/3r:pipe-close 1/4w:pipe+ broken:1/4@1open"},
    {"a child that ended and was not waited for",
     {FIRST, FORK(1, 2), EXIT(2), TABLE(1, EXIT, 0), LEFT(1, 2), EXIT(1)},
     "left:2of1"},
    {"one that was waited for", {FIRST, FORK(1, 2), EXIT(2), TABLE(1, EXIT, 0), EXIT(1)}, ""},
    {"one that still lives", {FIRST, FORK(1, 2), TABLE(1, EXIT, 0), EXIT(1), EXIT(2)}, "left:2of1"},
    {"one of a parent that ignores SIGCHLD", {FIRST, FORK(1, 2), TABLE(1, EXIT_CARELESS, 0), EXIT(1), EXIT(2)}, ""},
    {"another's child that it took over",
     {FIRST, FORK(1, 2), FORK(2, 3), EXIT(2), EXIT(3), TABLE(1, EXIT, 0), LEFT(1, 3)},
     "left:3of1over"},
    {"forked twice, the first ends at once",
     {FIRST, FORK(1, 2), FORK(2, 3), GIVES(2, 2), EXIT(2), EXIT(3)},
     "left:3of2away"},
    {"and who was faster makes no difference",
     {FIRST, FORK(1, 2), FORK(2, 3), EXIT(3), GIVES(2, 2), LEFT(2, 3), EXIT(2)},
     "left:3of2away"},
    {"it waits for something, and then ends",
     {FIRST, FORK(1, 2), FORK(2, 3), GIVES(2, 3), EXIT(2), EXIT(3)},
     "left:3of2"},
    {"the first process gives nobody away", {FIRST, FORK(1, 2), GIVES(1, 1), EXIT(1), EXIT(2)}, "left:2of1"},
    {"it lives long after its parent, which is not the first",
     {FIRST, FORK(1, 2), FORK(2, 3), GIVES(2, 3), EXIT_AT(2, 10, 0), EXIT_AT(3, 310, 0), EXIT_AT(1, 400, 0)},
     ""},
    {"it lives long after the first process",
     {FIRST, FORK(1, 2), TABLE(1, EXIT, 0), EXIT_AT(1, 10, 0), EXIT_AT(2, 310, 0)},
     "left:2of1outlived"},
    {"it had to wait for a CPU so long",
     {FIRST, FORK(1, 2), TABLE(1, EXIT, 0), EXIT_AT(1, 10, 0), EXIT_AT(2, 310, 1)},
     "left:2of1"},
    {"it had to wait for the supervisor so long",
     {FIRST, FORK(1, 2), TABLE(1, EXIT, 0), EXIT_LATE(1, 10, 70), EXIT_LATE(2, 310, 71)},
     "left:2of1"},
    {"the supervisor had to wait before",
     {FIRST, FORK(1, 2), TABLE(1, EXIT, 0), EXIT_LATE(1, 10, 70), EXIT_LATE(2, 310, 70)},
     "left:2of1outlived"},
    {"a child's child lives long after the first process",
     {FIRST, FORK(1, 2), FORK(2, 3), GIVES(2, 2), EXIT_AT(2, 5, 0), EXIT_AT(1, 10, 0), EXIT_AT(3, 310, 0)},
     "left:3of2outlived"},
    {"another program's child lives on",
     {FIRST, EXEC(1, "main"), FORK(1, 2), EXEC(2, "sh"), FORK(2, 3), EXIT_AT(2, 5, 0), EXIT_AT(1, 10, 0),
      EXIT_AT(3, 900, 0)},
     ""},
    {"a fork that the limit refuses is told once", {FIRST, REFUSED(1), REFUSED(1)}, "refused:1/144"},
    {"a file", {FIRST, MADE(1, 3, "in.txt"), CLOSE(1, 3), MADE(1, 3, "out.txt")}, "1/3-:open-close 1/3-:open"},
    {"lost events", {FIRST, PIPE(1, 7, 3, 4), LOST}, "not whole 1/3r:pipe 1/4w:pipe"},
    {"more calls than are told", {FIRST, PIPE(1, 7, 3, 4), TABLE(1, LOST, 0)}, "not whole 1/3r:pipe 1/4w:pipe"},
    {"a process that nobody announced",
     {FIRST, PIPE(9, 7, 3, 4), CLOSE(9, 3), READS(9, 3), TABLE(9, EXIT, 1)},
     "not whole"},
};

/* A FIFO is said with its number when it is not the first: it is made without a row of its own. */
static void add_row(struct buf *out, const struct fds_row *row)
{
    static const char ends[] = {'-', 'r', 'w', 'b'};
    static const char *const closed[] = {"", "close", "dup2", "exec"};
    buf_printf(out, " %u/%d%c:%s", row->process, row->fd, ends[row->end], fds_from_name(row->from));
    if (row->from == FDS_FROM_DUP)
        buf_printf(out, "(%d)", row->from_fd);
    if (row->kind == FD_FIFO && row->object > 0)
        buf_printf(out, "@%zu", row->object);
    buf_printf(out, "%s%s%s%s%s",
               row->used                 ? "+"
               : row->unseen             ? "?"
               : row->closed == FDS_OPEN ? ""
                                         : "-",
               closed[row->closed], row->is_stream ? "s" : "", row->is_foreign ? "!" : "", row->is_judged ? "" : "?");
}

static const char *told(const struct fds_ledger *ledger, struct arena *arena)
{
    static const char *const kinds[] = {"twice", "never", "bad", "broken", "refused"};
    static const char *const left[] = {"", "away", "over", "outlived"};
    AUTO_BUF struct buf out = {0};
    buf_add_string(&out, ledger->is_whole ? "" : " not whole");
    for (size_t i = 0; i < ledger->row_count; i++)
        if (ledger->rows[i].from != FDS_FROM_START)
            add_row(&out, &ledger->rows[i]);
    for (size_t i = 0; i < ledger->fault_count; i++) {
        const struct fds_fault *fault = &ledger->faults[i];
        buf_printf(&out, " %s:%u/%d", kinds[fault->kind], fault->process, fault->fd);
        if (fault->row >= 0)
            buf_printf(&out, "@%d%s", (int)fault->row, fault->is_open ? "open" : "");
        if (fault->before > 0)
            buf_printf(&out, "^%d", (int)fault->before - 1);
        if (fault->close_count > 0)
            buf_printf(&out, "~%zu", fault->close_count);
        if (fault->failed)
            buf_printf(&out, "<%s", fault->failed);
    }
    for (size_t i = 0; i < ledger->child_count; i++)
        buf_printf(&out, " left:%uof%u%s", ledger->children[i].process, ledger->children[i].parent,
                   left[ledger->children[i].left]);
    return out.size == 0 ? "" : arena_string(arena, out.data + 1);
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct fds *fds = fds_begin(arena);
        struct fds_ledger ledger;
        for (uint32_t k = 0; k < LOG_MAX && rows[i].log[k].kind != EV_BEGIN; k++) {
            struct event ev = rows[i].log[k];
            ev.number = k + 1;
            fds_see(fds, &ev);
        }
        fds_end(fds, &ledger);
        const char *got = told(&ledger, arena);
        if (strcmp(got, rows[i].want) != 0)
            fail_msg("%s:\n  got  %s\n  want %s", rows[i].name, got, rows[i].want);
    }
}

static void see(struct fds *fds, struct event ev)
{
    static uint32_t number;
    ev.number = ++number;
    fds_see(fds, &ev);
}

/* What the sandbox asks as it goes, to know whom to watch. */
static void test_answers(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct fds *fds = fds_begin(arena);
    bool is_new = true;
    assert_false(fds_has_objects(fds));
    assert_false(fds_has_unused(fds, 1, false));
    see(fds, (struct event)FIRST);
    see(fds, (struct event)MADE(1, 5, "x"));
    assert_true(fds_is_open(fds, 1, 5) && !fds_is_open(fds, 1, 6) && !fds_is_open(fds, 2, 5));
    assert_true(fds_may_use(fds, 1, 5, true, &is_new) && !is_new);
    see(fds, (struct event)PIPE(1, 7, 3, 4));
    assert_true(fds_has_objects(fds) && fds_has_unused(fds, 1, false) && fds_has_unused(fds, 1, true));
    assert_true(fds_has_ends(fds, 1) && !fds_has_ends(fds, 2));
    assert_true(fds_may_use(fds, 1, 3, false, &is_new) && is_new);
    assert_false(fds_may_use(fds, 1, 3, true, &is_new));
    see(fds, (struct event)READS(1, 3));
    assert_true(fds_may_end(fds, 1, 3) && !fds_may_end(fds, 1, 4) && !fds_may_end(fds, 1, 5));
    see(fds, (struct event)E(EV_FD_EOF, 1, 3));
    assert_false(fds_may_end(fds, 1, 3));
    assert_true(fds_may_use(fds, 1, 3, false, &is_new) && !is_new);
    assert_true(fds_has_unused(fds, 1, false) && !fds_has_unused(fds, 1, true));
    see(fds, (struct event)CLOSE(1, 4));
    assert_false(fds_has_unused(fds, 1, false));
    assert_false(fds_may_use(fds, 1, 4, true, &is_new));
    see(fds, (struct event)FORK(1, 2));
    assert_true(fds_has_unused(fds, 2, false) && fds_has_unused(fds, 2, true) && !fds_has_unused(fds, 1, false));
    see(fds, (struct event)PIPE(1, 8, 5, 6)); /* one that is written to and then closed: its other end is far again */
    see(fds, (struct event)WRITES(1, 6));
    assert_true(fds_has_unused(fds, 1, false) && !fds_has_unused(fds, 1, true));
    see(fds, (struct event)CLOSE(1, 6));
    assert_true(fds_has_unused(fds, 1, true));
    see(fds, (struct event)UNSEEN(1));
    assert_true(!fds_has_unused(fds, 1, false) && fds_has_unused(fds, 2, false));
}

/* Where an end becomes a stream a child knows, too; a copy by dup() is none, and no stream outlives an exec. */
static void test_streams(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct fds *fds = fds_begin(arena);
    struct fds_ledger ledger;
    static const uint32_t sizes[] = {0, 10, 0, 10, 0, 0, 0}; /* 1/3, 1/4, 2/3, 2/4, 2/5, 3/3, 3/4 */
    const struct event log[] = {FIRST,      EXEC(1, "main"), PIPE(1, 7, 3, 4), E(EV_FD_ASKED, 1, 4),
                                FORK(1, 2), COPY(2, 4, 5),   FORK(1, 3),       EXEC(3, "cat")};
    for (uint32_t i = 0; i < sizeof log / sizeof *log; i++) {
        struct event ev = log[i], stack = E(EV_STACK, log[i].task, 100, 10, i + 1);
        ev.number = i + 1;
        stack.number = 1000 + i;
        fds_see(fds, &ev);
        if (ev.kind == EV_FD_ASKED)
            fds_see(fds, &stack);
    }
    for (int asked = 1; asked < 4; asked++, see(fds, (struct event)E(EV_FD_ASKED, 1, 4)))
        assert_true(fds_may_be_stream(fds, 1, 4));
    assert_false(fds_may_be_stream(fds, 1, 4) || fds_may_be_stream(fds, 1, 9));
    fds_end(fds, &ledger);
    assert_int_equal(ledger.row_count, 7);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        assert_int_equal(ledger.rows[i].asked_at.size, sizes[i]);
}

/* What was printed and not sent belongs to the end that has that number then. */
static void test_unsent(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct fds *fds = fds_begin(arena);
    struct fds_ledger ledger;
    const struct event log[] = {FIRST,
                                PIPE(1, 7, 3, 4),
                                FORK(1, 2),
                                CLOSE(1, 4),
                                PIPE(1, 8, 4, 5),
                                E(EV_UNSENT, 2, 4, 6),
                                E(EV_UNSENT, 1, 9, 5)};
    for (size_t i = 0; i < sizeof log / sizeof *log; i++)
        see(fds, log[i]);
    fds_end(fds, &ledger);
    for (size_t i = 0; i < ledger.row_count; i++)
        assert_int_equal(ledger.rows[i].unsent, ledger.rows[i].process == 2 && ledger.rows[i].fd == 4 ? 6 : 0);
}

/* Lines belong to what was made, closed or failed just before. */
static void test_stacks(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct fds *fds = fds_begin(arena);
    struct fds_ledger ledger;
    const struct event log[] = {FIRST, PIPE(1, 7, 3, 4), FORK(1, 2), CLOSE(2, 3), CLOSE_FAILS(2, 3), FORK(1, 3)};
    for (uint32_t i = 0; i < sizeof log / sizeof *log; i++) {
        struct event ev = log[i], stack = E(EV_STACK, log[i].task, (int64_t)(i + 1) * 100, 10, i + 1);
        ev.number = i + 1;
        ev.at_ns = (i + 1) * 1000;
        stack.number = 1000 + i;
        fds_see(fds, &ev);
        if (ev.number < 6) /* of the last fork nobody knows where it was: it is not where the pipe was made */
            fds_see(fds, &stack);
    }
    fds_end(fds, &ledger);
    assert_int_equal(ledger.object_count, 1);
    assert_int_equal(ledger.objects[0].made_at.offset, 200);
    assert_int_equal(ledger.row_count, 6);
    assert_int_equal(ledger.rows[4].made_at.size, 0);
    assert_int_equal(ledger.rows[0].made_at.offset, 200);
    assert_int_equal(ledger.rows[2].made_at.offset, 300);
    assert_int_equal(ledger.rows[2].closed_at.offset, 400);
    assert_int_equal(ledger.rows[3].closed_at.size, 0);
    assert_int_equal(ledger.rows[0].made_ns, 2000);
    assert_int_equal(ledger.rows[2].made_ns, 3000);
    assert_int_equal(ledger.rows[2].closed_ns, 4000);
    assert_int_equal(ledger.rows[3].closed_ns, 0);
    assert_int_equal(ledger.faults[0].at.offset, 500);
    assert_int_equal(ledger.fork_count, 2);
    assert_int_equal(ledger.forks[0].process, 2);
    assert_int_equal(ledger.forks[0].stack.offset, 300);
    assert_int_equal(ledger.forks[1].stack.size, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),   cmocka_unit_test(test_answers), cmocka_unit_test(test_streams),
        cmocka_unit_test(test_unsent), cmocka_unit_test(test_stacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
