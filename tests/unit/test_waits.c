/* test_waits.c -- the deadlock fold over hand-written cuts: the guilty, and the innocent that look it. */
#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/observe/waits.h"
#include "tests/unit/made_up_cuts.h"

#include <fcntl.h>
#include <inttypes.h>
#include <linux/futex.h>
#include <linux/sched.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cmocka.h>

enum { LOG_MAX = 44 };

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
    {"a child splices into a file what it holds the write end of",
     {FIRST, PIPE(7), FORK(1, 2), CUT(2), WAITS(1), IN(2, 2, 0, SYS_splice, 3, 0, 5), R(2, 3, 7), W(2, 4, 7),
      CUT_END(2, 2)},
     "self-held-end 1>2 2:7>2/4 culprits 7 2/4"},
    {"a child splices into a pipe that may be full",
     {FIRST, PIPE(7), PIPE(8), FORK(1, 2), CUT(2), WAITS(1), IN(2, 2, 0, SYS_splice, 3, 0, 6), R(2, 3, 7), W(2, 4, 7),
      R(2, 5, 8), W(2, 6, 8), CUT_END(2, 4)},
     ""},
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
    {"two children have nothing to do with each other",
     {FIRST, PIPE(7), PIPE(8), FORK(1, 2), FORK(1, 3), CUT(3), WAITS(1), READS(2, 3), READS(3, 5), R(2, 3, 7),
      W(2, 4, 7), R(3, 5, 8), W(3, 6, 8), CUT_END(3, 4)},
     "self-held-end 1>2>3 2:7>2/4 3:8>3/6 culprits 7 2/4 part self-held-end 1 2 culprit 7 2/4 part self-held-end 3 "
     "culprit 8 3/6"},
    {"one child waits for what keeps the other",
     {FIRST, PIPE(7), PIPE(8), FORK(1, 2), FORK(1, 3), CUT(3), WAITS(1), READS(2, 3), READS(3, 5), R(2, 3, 7),
      W(2, 4, 7), R(3, 5, 8), W(2, 6, 8), CUT_END(3, 4)},
     "self-held-end 1>2>3 2:7>2/4 3:8>2/6 culprits 7 2/4"},
    {"a pair that waits for each other, and a child that waits for itself",
     {FIRST, FORK(1, 2), FORK(1, 3), FORK(1, 4), CUT(4), WAITS(1), READS(2, 3), READS(3, 5), READS(4, 3), R(2, 3, 7),
      W(2, 6, 8), R(3, 5, 8), W(3, 4, 7), R(4, 3, 9), W(4, 4, 9), CUT_END(4, 6)},
     "self-held-end 1>2>3>4 2:7>3/4 3:8>2/6 4:9>4/4 culprits 9 4/4 part circular-wait 1 2 3 part self-held-end 4 "
     "culprit 9 4/4"},
    {"two rings of locks in one process, and a thread that waits for one of them",
     {FIRST, THREAD(1, 2), THREAD(1, 3), THREAD(1, 4), CUT(4), JOINS(1, 1, 102), LOCKS(2, 1), LOCKS(3, 1), LOCKS(4, 1),
      WORD(1, 1, 102, 0, 0, 0, 0), MUTEX(2, 1, 102, 0), MUTEX(3, 1, 104, 0), MUTEX(4, 1, 103, 0), CUT_END_OF(4, 0, 4)},
     "lock-cycle 1>1.2 2>1.2 3>1.4 4>1.3 part lock-cycle 1 2 part lock-cycle 3 4"},
    {"two file locks in two orders",
     {FIRST, FORK(1, 2), CUT(2), IN(1, 1, 0, SYS_flock, 3, 2, 0), FILE_LOCK(1, 2), IN(2, 2, 0, SYS_flock, 4, 2, 0),
      FILE_LOCK(2, 1), CUT_END_OF(2, 0, 2)},
     "lock-cycle 1>2 2>1"},
    {"a file lock of a parent that waits for its child",
     {FIRST, FORK(1, 2), CUT(2), WAITS(1), IN(2, 2, 0, SYS_fcntl, 3, F_SETLKW, 0), FILE_LOCK(2, 1),
      CUT_END_OF(2, 0, 1)},
     "child-stuck 1>2 2>1"},
    {"a file lock of nobody that is known",
     {FIRST, FORK(1, 2), CUT(2), WAITS(1), IN(2, 2, 0, SYS_flock, 3, 2, 0), FILE_LOCK(2, 77), CUT_END_OF(2, 0, 1)},
     "child-stuck 1>2 2"},
    {"a file lock whose owner sleeps may be given back",
     {FIRST, FORK(1, 2), CUT(2), SLEEPS(1, 1), IN(2, 2, 0, SYS_flock, 3, 2, 0), FILE_LOCK(2, 1), CUT_END_OF(2, 0, 1),
      LIMIT(CAUSE_WALL)},
     ""},
    {"who waits for anybody waits with all",
     {FIRST, PIPE(7), FORK(1, 2), CUT(2), PAUSES(1), READS(2, 3), R(2, 3, 7), W(2, 4, 7), CUT_END(2, 2)},
     "self-held-end 1 2:7>2/4 culprits 7 2/4"},
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
    {"a bit nobody has heard of", {FIRST, CUT(1), IN(1, 1, 4096, SYS_pause, 0, 0, 0), CUT_END(1, 0)}, ""},
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
    {"a read on an eventfd",
     {FIRST, CUT(1), READS(1, 3), HOLDS(1, 3, FD_EVENT, 5, O_RDWR, 0), CUT_END(1, 1)},
     "other 1"},
    {"an inotify of others' files",
     {FIRST, CUT(1), READS(1, 3), HOLDS(1, 3, FD_EVENT, 5, O_RDWR, 1), CUT_END(1, 1)},
     ""},
    {"a lock", {FIRST, CUT(1), IN(1, 1, 0, SYS_flock, 3, 2, 0), HOLDS(1, 3, FD_OTHER, 0, 0, 4), CUT_END(1, 1)}, ""},
    {"a read on a socket with nobody left",
     {FIRST, CUT(1), READS(1, 3), HOLDS(1, 3, FD_SOCKET, 5, O_RDWR, 0), CUT_END(1, 1)},
     "other 1:5"},
    {"each receives from the other",
     {FIRST, FORK(1, 2), CUT(2), IN(1, 1, 0, SYS_recvfrom, 3, 0, 0), READS(2, 4), HOLDS(1, 3, FD_SOCKET, 5, O_RDWR, 0),
      HOLDS(2, 4, FD_SOCKET, 6, O_RDWR, 0), CUT_END(2, 2)},
     "other 1:5 2:6"},
    {"each receives from the other of a pair",
     {FIRST, PAIR(5, 6), FORK(1, 2), CUT(2), IN(1, 1, 0, SYS_recvfrom, 3, 0, 0), READS(2, 4), S(1, 3, 5), S(2, 4, 6),
      CUT_END(2, 2)},
     "circular-wait 1:5>2/4 2:6>1/3"},
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
     {FIRST, CUT(1), IN(1, 1, 0, SYS_poll, 0, 1, -1), R(1, 3, 7), HOLDS(1, 5, FD_OTHER, 0, O_RDWR, 0), CUT_END(1, 2)},
     "other 1"},
    {"poll on one pipe for data",
     {FIRST, CUT(1), IN(1, 1, 0, SYS_poll, 4096, 1, -1), WORD(1, 1, 3, POLLIN, 0, 0, 0), R(1, 3, 7), W(1, 4, 7),
      CUT_END_OF(1, 2, 1)},
     "self-held-end 1:7>1/4 culprits 7 1/4"},
    {"poll on one pipe that is at its end",
     {FIRST, CUT(1), IN(1, 1, 0, SYS_poll, 4096, 1, -1), WORD(1, 1, 3, POLLIN, 0, 0, 0), R(1, 3, 7),
      CUT_END_OF(1, 1, 1)},
     ""},
    {"poll on two",
     {FIRST, CUT(1), IN(1, 1, 0, SYS_poll, 4096, 2, -1), WORD(1, 1, 3, POLLIN, 5, POLLIN, 0), R(1, 3, 7), W(1, 4, 7),
      CUT_END_OF(1, 2, 1)},
     "other 1"},
    {"poll on two of which one is left out",
     {FIRST, CUT(1), IN(1, 1, 0, SYS_poll, 4096, 2, -1), WORD(1, 1, -1, POLLIN, 3, POLLIN, 0), R(1, 3, 7), W(1, 4, 7),
      CUT_END_OF(1, 2, 1)},
     "self-held-end 1:7>1/4 culprits 7 1/4"},
    {"poll on none",
     {FIRST, CUT(1), IN(1, 1, 0, SYS_poll, 4096, 2, -1), WORD(1, 1, -1, POLLIN, -1, POLLIN, 0), R(1, 3, 7), W(1, 4, 7),
      CUT_END_OF(1, 2, 1)},
     "other 1"},
    {"both send, and nobody receives",
     {FIRST, PAIR(5, 6), FORK(1, 2), CUT(2), IN(1, 1, 0, SYS_sendto, 3, 0, 0), IN(2, 2, 0, SYS_sendmsg, 4, 0, 0),
      S(1, 3, 5), S(2, 4, 6), CUT_END(2, 2)},
     "circular-wait 1:5>2/4 2:6>1/3"},
    {"an end that nobody has is in the mail",
     {FIRST, PIPE(7), CUT(1), READS(1, 3), R(1, 3, 7), HOLDS(1, 5, FD_SOCKET, 9, O_RDWR, HELD_HAS_MAIL), CUT_END(1, 2)},
     "no-sender 1:7"},
    {"mail for one who lives",
     {FIRST, PIPE(7), FORK(1, 2), CUT(2), SLEEPS(1, 1), READS(2, 3), R(2, 3, 7),
      HOLDS(1, 5, FD_SOCKET, 9, O_RDWR, HELD_HAS_MAIL), CUT_END(2, 2), LIMIT(CAUSE_WALL)},
     ""},
    {"select on one pipe for data",
     {FIRST, CUT(1), IN(1, 1, 0, SYS_select, 4, 4096, 0), WORD(1, 1, 8, 0, 0, 0, 0), R(1, 3, 7), W(1, 4, 7),
      CUT_END_OF(1, 2, 1)},
     "self-held-end 1:7>1/4 culprits 7 1/4"},
    {"select that counts one too few",
     {FIRST, CUT(1), IN(1, 1, 0, SYS_select, 3, 4096, 0), WORD(1, 1, 8, 0, 0, 0, 0), R(1, 3, 7), CUT_END_OF(1, 1, 1)},
     "other 1 past 3 of 3"},
    {"select that leaves out what it does not have",
     {FIRST, CUT(1), IN(1, 1, 0, SYS_select, 3, 4096, 0), WORD(1, 1, 16, 0, 0, 0, 0), R(1, 3, 7), CUT_END_OF(1, 1, 1)},
     "other 1"},
    {"a read into a buffer that ends in a line",
     {FIRST,
      CUT(1),
      {.kind = EV_BLOCKED, .task = 1, .process = 1, .arg = {SYS_read, 3, 4096, 4096}, .text = "line"},
      R(1, 3, 7),
      W(1, 4, 7),
      CUT_END(1, 2)},
     "self-held-end 1:7 line>1/4 culprits 7 1/4"},
    {"a pause beside two children that have ended, signals ignored",
     {FIRST, CUT(1), {.kind = EV_BLOCKED, .task = 1, .process = 1, .arg = {SYS_pause}, .text = "-2!a"}, CUT_END(1, 0)},
     "other 1 ended 2 ignores a"},
    {"a wait for a child that may stand in a handler",
     {FIRST,
      FORK(1, 2),
      CUT(2),
      {.kind = EV_BLOCKED, .task = 1, .process = 1, .arg = {SYS_wait4, -1}, .text = "17"},
      PAUSES(2),
      CUT_END(2, 0)},
     "child-stuck 1 handler>2 2"},
    {"select on one pipe for data and one for room",
     {FIRST, CUT(1), IN(1, 1, 0, SYS_select, 4, 4096, 8192), WORD(1, 1, 8, 0, 0, 0, 0), R(1, 3, 7), W(1, 4, 7),
      CUT_END_OF(1, 2, 1)},
     "other 1"},
    {"poll on one pipe, as its memory says, while a pipe that it has is in the hands of one who lives",
     {FIRST, FORK(1, 2), CUT(2), SLEEPS(1, 1), IN(2, 2, 0, SYS_poll, 4096, 1, -1), WORD(2, 2, 3, POLLIN, 0, 0, 0),
      R(2, 3, 7), W(2, 4, 7), R(2, 5, 8), W(1, 6, 8), CUT_END_OF(2, 4, 1), LIMIT(CAUSE_WALL)},
     ""},
    {"poll by a process that holds an eventfd",
     {FIRST, CUT(1), IN(1, 1, 0, SYS_poll, 0, 1, -1), R(1, 3, 7), HOLDS(1, 5, FD_EVENT, 0, O_RDWR, 0), CUT_END(1, 2)},
     "other 1"},
    {"poll on what leads outside",
     {FIRST, CUT(1), IN(1, 1, 0, SYS_poll, 0, 1, -1), HOLDS(1, 5, FD_PIPE, 7, O_RDONLY, 1), CUT_END(1, 1)},
     ""},
    {"epoll_wait", {FIRST, CUT(1), EPOLLS(1), CUT_END(1, 0)}, "other 1"},
    {"epoll_wait on one pipe for data",
     {FIRST, CUT(1), EPOLLS(1), WATCHES(1, 3, EPOLLIN, 7), R(1, 3, 7), W(1, 4, 7), CUT_END_OF(1, 2, 1)},
     "self-held-end 1:7>1/4 culprits 7 1/4"},
    {"epoll_wait on one pipe for news: some may have come that it did not read",
     {FIRST, CUT(1), EPOLLS(1), WATCHES(1, 3, EPOLLIN | EPOLLET, 7), R(1, 3, 7), W(1, 4, 7), CUT_END_OF(1, 2, 1)},
     "other 1 edge"},
    {"epoll_wait on two pipes",
     {FIRST,
      CUT(1),
      EPOLLS(1),
      {.kind = EV_WORD, .task = 1, .process = 1, .arg = {0, 3, EPOLLIN, 7, 1}},
      R(1, 3, 7),
      W(1, 4, 7),
      CUT_END_OF(1, 2, 1)},
     "other 1"},
    {"epoll_wait on a pipe whose number is another's now",
     {FIRST, CUT(1), EPOLLS(1), WATCHES(1, 3, EPOLLIN, 7), R(1, 3, 8), W(1, 4, 8), R(1, 6, 7), CUT_END_OF(1, 3, 1)},
     "other 1"},
    {"epoll_wait on a pipe that nobody can write to",
     {FIRST, CUT(1), EPOLLS(1), WATCHES(1, 3, EPOLLIN, 7), R(1, 3, 7), CUT_END_OF(1, 1, 1)},
     "other 1"},
    {"epoll_wait on one pipe, while somebody lives who might watch more",
     {FIRST, FORK(1, 2), CUT(2), SLEEPS(1, 1), EPOLLS(2), WATCHES(2, 3, EPOLLIN, 7), R(2, 3, 7), W(2, 4, 7),
      CUT_END_OF(2, 2, 1), LIMIT(CAUSE_WALL)},
     ""},
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
     "child-stuck 1>2 2"},
    {"a parent in vfork",
     {FIRST, FORK(1, 2), CUT(2), IN(1, 1, 0, SYS_clone, CLONE_VM | CLONE_VFORK, 0, 0), PAUSES(2), CUT_END(2, 0)},
     "child-stuck 1>2 2"},
    {"a clone that is no vfork", {FIRST, CUT(1), IN(1, 1, 0, SYS_clone, CLONE_VM, 0, 0), CUT_END(1, 0)}, ""},
    {"a child that was stopped, and nobody to continue it",
     {FIRST, FORK(1, 2), CUT(2), WAITS(1), IN(2, 2, BLOCKED_STOPPED, -1, 0, 0, 0), CUT_END(2, 0)},
     "child-stuck 1>2 2"},
    {"a first thread that has ended, and one that waits",
     {FIRST, THREAD(1, 2), CUT(2), IN(1, 1, BLOCKED_DEAD, -1, 0, 0, 0), LOCKS(2, 1), CUT_END(2, 0)},
     "lock-cycle 2"},
    {"a first thread on its way out",
     {FIRST, FORK(1, 2), CUT(2), WAITS(1), IN(2, 2, BLOCKED_DEAD, -1, 0, 0, 0), CUT_END(2, 0)},
     ""},
    {"another thread on its way out",
     {FIRST, THREAD(1, 2), CUT(2), LOCKS(1, 1), IN(2, 1, BLOCKED_DEAD, -1, 0, 0, 0), CUT_END(2, 0)},
     ""},

    {"two threads, two locks, each has the other's",
     {FIRST, THREAD(1, 2), THREAD(1, 3), CUT(3), JOINS(1, 1, 102), WORD(1, 1, 102, 0, 0, 0, 0), LOCKS(2, 1),
      MUTEX(2, 1, 103, 0), LOCKS(3, 1), MUTEX(3, 1, 102, 0), CUT_END_OF(3, 0, 3)},
     "lock-cycle 1>1.2 2>1.3 3>1.2"},
    {"a lock locked twice by the same",
     {FIRST, CUT(1), LOCKS(1, 1), MUTEX(1, 1, 101, 0), CUT_END_OF(1, 0, 1)},
     "lock-cycle 1>1.1"},
    {"a lock whose owner has ended",
     {FIRST, THREAD(1, 2), EXIT(2), CUT(1), LOCKS(1, 1), MUTEX(1, 1, 102, 0), CUT_END_OF(1, 0, 1)},
     "lock-cycle 1>1.2!"},
    {"a robust lock has its owner in its word",
     {FIRST, THREAD(1, 2), CUT(2), IN(1, 1, 0, SYS_futex, 4096, FUTEX_WAIT, (int)(FUTEX_WAITERS | 102)),
      WORD(1, 1, FUTEX_WAITERS | 102, 0, 102, 1, 16), IN(2, 1, 0, SYS_pause, 0, 0, 0), CUT_END_OF(2, 0, 1)},
     "other 1>1.2 2"},
    {"a semaphore is no lock with an owner",
     {FIRST, THREAD(1, 2), CUT(2), IN(1, 1, 0, SYS_futex, 4096, FUTEX_WAIT_BITSET, 0), WORD(1, 1, 0, 1, 102, 1, 0),
      LOCKS(2, 1), CUT_END_OF(2, 0, 1)},
     "lock-cycle 1 2"},
    {"a word that has changed since is no lock",
     {FIRST, CUT(1), LOCKS(1, 1), WORD(1, 1, 1, 0, 101, 1, 0), CUT_END_OF(1, 0, 1)},
     "lock-cycle 1"},
    {"a word of nonsense", {FIRST, CUT(1), LOCKS(1, 1), MUTEX(1, 1, 101, -1), CUT_END_OF(1, 0, 1)}, "lock-cycle 1"},

    /* A part of the program; the limit of time comes right after the look. */
    {"two children are stuck on each other while the parent sleeps",
     {FIRST, FORK(1, 2), FORK(1, 3), CUT(3), SLEEPS(1, 1), TWO_STUCK, CUT_END(3, 4), LIMIT(CAUSE_WALL)},
     TWO_STUCK_SAY},
    {"or computes",
     {FIRST, FORK(1, 2), FORK(1, 3), CUT(3), RUNS(1, 1), TWO_STUCK, CUT_END(3, 4), LIMIT(CAUSE_CPU)},
     TWO_STUCK_SAY},
    {"it is said since the first look that shows it",
     {FIRST, FORK(1, 2), FORK(1, 3), CUT(3), RUNS(1, 1), TWO_STUCK, CUT_END(3, 4), OTHER(EV_SIGNAL), CUT(3),
      SLEEPS(1, 1), TWO_STUCK, CUT_END(3, 4), LIMIT(CAUSE_WALL)},
     TWO_STUCK_SAY},
    {"but not when the limit is one of output",
     {FIRST, FORK(1, 2), FORK(1, 3), CUT(3), RUNS(1, 1), TWO_STUCK, CUT_END(3, 4), LIMIT(CAUSE_OUTPUT)},
     ""},
    {"nor when something came after the look",
     {FIRST, FORK(1, 2), FORK(1, 3), CUT(3), RUNS(1, 1), TWO_STUCK, CUT_END(3, 4), OTHER(EV_SIGNAL), LIMIT(CAUSE_WALL)},
     ""},
    {"nor without a limit",
     {FIRST, FORK(1, 2), FORK(1, 3), CUT(3), RUNS(1, 1), TWO_STUCK, CUT_END(3, 4), OTHER(EV_STOPPED)},
     ""},
    {"the parent holds one of the write ends: it may write",
     {FIRST, FORK(1, 2), FORK(1, 3), CUT(3), SLEEPS(1, 1), TWO_STUCK, W(1, 9, 7), CUT_END(3, 5), LIMIT(CAUSE_WALL)},
     ""},
    {"the parent holds one for reading only",
     {FIRST, FORK(1, 2), FORK(1, 3), CUT(3), SLEEPS(1, 1), TWO_STUCK, R(1, 9, 7), CUT_END(3, 5), LIMIT(CAUSE_WALL)},
     TWO_STUCK_SAY},
    {"the parent holds a socket: an end may come over it",
     {FIRST, FORK(1, 2), FORK(1, 3), CUT(3), SLEEPS(1, 1), TWO_STUCK, S(1, 9, 70), CUT_END(3, 5), LIMIT(CAUSE_WALL)},
     ""},
    {"one of them has a handler: the parent may send it a signal",
     {FIRST, FORK(1, 2), FORK(1, 3), CUT(3), SLEEPS(1, 1), IN(2, 2, BLOCKED_CATCHES, SYS_read, 3, 0, 1), READS(3, 5),
      R(2, 3, 7), W(2, 6, 8), R(3, 5, 8), W(3, 4, 7), CUT_END(3, 4), LIMIT(CAUSE_WALL)},
     ""},
    {"a handler is nothing when nobody lives",
     {FIRST, CUT(1), IN(1, 1, BLOCKED_CATCHES, SYS_pause, 0, 0, 0), CUT_END(1, 0)},
     "other 1"},
    {"one of them has a thread that runs",
     {FIRST, FORK(1, 2), FORK(1, 3), THREAD(3, 4), CUT(4), SLEEPS(1, 1), TWO_STUCK, RUNS(4, 3), CUT_END(4, 4),
      LIMIT(CAUSE_WALL)},
     ""},
    {"a FIFO can be opened by whoever lives",
     {FIRST, FORK(1, 2), CUT(2), SLEEPS(1, 1), READS(2, 3), HOLDS(2, 3, FD_FIFO, 9, O_RDWR, 0), CUT_END(2, 1),
      LIMIT(CAUSE_WALL)},
     ""},
    {"a child keeps its own write end while its parent computes",
     {FIRST, FORK(1, 2), CUT(2), RUNS(1, 1), READS(2, 3), R(2, 3, 7), W(2, 4, 7), CUT_END(2, 2), LIMIT(CAUSE_CPU)},
     "self-held-end 2:7>2/4 culprits 7 2/4 and 1"},
    {"a parent waits for a child that computes",
     {FIRST, FORK(1, 2), CUT(2), WAITS(1), RUNS(2, 2), CUT_END(2, 0), LIMIT(CAUSE_CPU)},
     ""},
    {"it waits for a stuck one, but a grandchild lives and may be inherited",
     {FIRST, FORK(1, 2), FORK(2, 3), CUT(3), WAITS(1), READS(2, 3), SLEEPS(3, 3), R(2, 3, 7), W(2, 4, 7), CUT_END(3, 2),
      LIMIT(CAUSE_WALL)},
     "self-held-end 2:7>2/4 culprits 7 2/4 and 1 3"},
    {"a chain of waits: who waits for the stuck is stuck",
     {FIRST, FORK(1, 2), FORK(2, 3), CUT(3), SLEEPS(1, 1), WAITS(2), READS(3, 3), R(3, 3, 7), W(3, 4, 7), CUT_END(3, 2),
      LIMIT(CAUSE_WALL)},
     "self-held-end 2>3 3:7>3/4 culprits 7 3/4 and 1"},
    {"pause may be ended by whoever lives",
     {FIRST, FORK(1, 2), CUT(2), RUNS(1, 1), PAUSES(2), CUT_END(2, 0), LIMIT(CAUSE_CPU)},
     ""},
    {"a semaphore in shared memory too",
     {FIRST, FORK(1, 2), CUT(2), RUNS(1, 1), LOCKS(2, 2), CUT_END(2, 0), LIMIT(CAUSE_CPU)},
     ""},
    {"a semaphore that was copied by fork not",
     {FIRST, FORK(1, 2), CUT(2), RUNS(1, 1), IN(2, 2, BLOCKED_PRIVATE, SYS_futex, 4096, FUTEX_WAIT, 0), CUT_END(2, 0),
      LIMIT(CAUSE_CPU)},
     "lock-cycle 2 and 1"},
    {"but in its own process a thread may post it",
     {FIRST, THREAD(1, 2), CUT(2), RUNS(1, 1), IN(2, 1, BLOCKED_PRIVATE, SYS_futex, 4096, FUTEX_WAIT, 0), CUT_END(2, 0),
      LIMIT(CAUSE_CPU)},
     ""},
    {"two threads and two locks while the first thread sleeps",
     {FIRST, THREAD(1, 2), THREAD(1, 3), CUT(3), SLEEPS(1, 1), LOCKS(2, 1), MUTEX(2, 1, 103, 0), LOCKS(3, 1),
      MUTEX(3, 1, 102, 0), CUT_END_OF(3, 0, 2), LIMIT(CAUSE_WALL)},
     "lock-cycle 2>1.3 3>1.2 and 1"},
    {"a lock of the thread itself may be a signal, which who lives can give",
     {FIRST, THREAD(1, 2), CUT(2), LOCKS(1, 1), MUTEX(1, 1, 101, 0), RUNS(2, 1), CUT_END_OF(2, 0, 1), LIMIT(CAUSE_CPU)},
     ""},
    {"unless it is of a kind that only its owner can unlock",
     {FIRST, THREAD(1, 2), CUT(2), LOCKS(1, 1), MUTEX(1, 1, 101, 2), RUNS(2, 1), CUT_END_OF(2, 0, 1), LIMIT(CAUSE_CPU)},
     "lock-cycle 1>1.1 and 2"},
    {"the owner of the lock lives",
     {FIRST, THREAD(1, 2), CUT(2), LOCKS(1, 1), MUTEX(1, 1, 102, 2), SLEEPS(2, 1), CUT_END_OF(2, 0, 1),
      LIMIT(CAUSE_WALL)},
     ""},
    {"a pair of sockets whose ends only the stuck have",
     {FIRST, PAIR(5, 6), FORK(1, 2), FORK(1, 3), CUT(3), SLEEPS(1, 1), READS(2, 3), READS(3, 4), S(2, 3, 5), S(3, 4, 6),
      CUT_END(3, 2), LIMIT(CAUSE_WALL)},
     "circular-wait 2:5>3/4 3:6>2/3 and 1"},
    {"and one that the parent has as well",
     {FIRST, PAIR(5, 6), FORK(1, 2), FORK(1, 3), CUT(3), SLEEPS(1, 1), READS(2, 3), READS(3, 4), S(2, 3, 5), S(3, 4, 6),
      S(1, 4, 6), CUT_END(3, 3), LIMIT(CAUSE_WALL)},
     ""},
    {"poll on pipes that nobody who lives has",
     {FIRST, FORK(1, 2), CUT(2), SLEEPS(1, 1), IN(2, 2, 0, SYS_poll, 0, 1, -1), R(2, 3, 7), W(2, 4, 7), CUT_END(2, 2),
      LIMIT(CAUSE_WALL)},
     "other 2 and 1"},
    {"poll on a pipe that somebody has who lives",
     {FIRST, FORK(1, 2), CUT(2), SLEEPS(1, 1), IN(2, 2, 0, SYS_poll, 0, 1, -1), R(2, 3, 7), W(1, 4, 7), CUT_END(2, 2),
      LIMIT(CAUSE_WALL)},
     ""},
    {"who runs may continue who was stopped",
     {FIRST, FORK(1, 2), CUT(2), RUNS(1, 1), IN(2, 2, BLOCKED_STOPPED, -1, 0, 0, 0), CUT_END(2, 0), LIMIT(CAUSE_CPU)},
     ""},
    {"the last look has a task too few",
     {FIRST, FORK(1, 2), FORK(1, 3), CUT(2), TWO_STUCK, CUT_END(2, 4), LIMIT(CAUSE_WALL)},
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
        if (wait->past_count > 0)
            buf_printf(said, " past %d of %d", wait->past_fd, wait->past_count);
        if (wait->ended > 0)
            buf_printf(said, " ended %d", wait->ended);
        if (wait->ignored > 0)
            buf_printf(said, " ignores %" PRIx64, wait->ignored);
        buf_printf(said, "%s%s%s%s", wait->is_edge ? " edge" : "", wait->in_handler ? " handler" : "",
                   wait->tail == TAIL_LINE ? " line" : "", wait->tail == TAIL_PART ? " part" : "");
        for (size_t k = 0; k < wait->holder_count; k++) {
            buf_printf(said, ">%" PRIu32, wait->holders[k].process);
            if (wait->holders[k].fd >= 0)
                buf_printf(said, "/%d", wait->holders[k].fd);
            if (wait->holders[k].thread > 0)
                buf_printf(said, ".%" PRIu32 "%s", wait->holders[k].thread, wait->holders[k].has_ended ? "!" : "");
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
    assert_int_equal(d->partial, d->other_count > 0);
    for (size_t i = 0; i < d->other_count; i++)
        buf_printf(said, "%s %" PRIu32, i == 0 ? " and" : "", d->others[i].task);
}

static void tell_parts(struct buf *said, const struct waits_deadlock *d)
{
    for (size_t i = 0; i < d->part_count; i++) {
        const struct waits_deadlock *part = &d->parts[i];
        buf_printf(said, " part %s", deadlock_kind_name(part->kind));
        for (size_t k = 0; k < part->wait_count; k++)
            buf_printf(said, " %" PRIu32, part->waits[k].task);
        for (size_t k = 0; k < part->culprit_count; k++)
            buf_printf(said, " culprit %" PRId64 " %" PRIu32 "/%d", part->culprit_object, part->culprits[k].process,
                       part->culprits[k].fd);
    }
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
    assert_int_equal(*stopped, deadlock.proved && !deadlock.partial);
    *stopped = deadlock.proved;
    buf_add(said, "", 0);
    if (deadlock.proved) {
        tell(said, &deadlock);
        tell_parts(said, &deadlock);
    }
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

            if (kind != EV_CUT && kind != EV_CUT_END && kind != EV_BLOCKED && kind != EV_HELD && kind != EV_WORD)
                continue;
            if (*rows[i].want == '\0' || without < last_cut(&rows[i]))
                continue;
            run_row(&rows[i], without, &said, &stopped);
            if (stopped)
                fail_msg("%s, without event %zu: %s", rows[i].name, without, said.data);
        }
}

/* What the first process leaves behind is judged by a fold of its own, and by no other. */
static void test_what_is_left_behind(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct event log[LOG_MAX];
        bool is_stuck;
    } left[] = {
        {"an orphan that pauses", {FIRST, FORK(1, 2), EXIT(1), CUT(1), PAUSES(2), CUT_END(1, 0)}, true},
        {"its own write end",
         {FIRST, FORK(1, 2), EXIT(1), CUT(1), READS(2, 3), R(2, 3, 7), W(2, 4, 7), CUT_END(1, 2)},
         true},
        {"an orphan that sleeps", {FIRST, FORK(1, 2), EXIT(1), CUT(1), SLEEPS(2, 2), CUT_END(1, 0)}, false},
        {"one pauses, and one sleeps",
         {FIRST, FORK(1, 2), FORK(1, 3), EXIT(1), CUT(2), PAUSES(2), SLEEPS(3, 3), CUT_END(2, 0)},
         false},
        {"an orphan that runs", {FIRST, FORK(1, 2), EXIT(1), CUT(1), RUNS(2, 2), CUT_END(1, 0)}, false},
        {"nobody is left", {FIRST, EXIT(1), CUT(0), CUT_END(0, 0)}, false},
        {"a child's orphan, while the first lives",
         {FIRST, FORK(1, 2), FORK(2, 3), EXIT(2), CUT(2), PAUSES(1), PAUSES(3), CUT_END(2, 0)},
         false},
        {"one whom the cut does not tell of",
         {FIRST, FORK(1, 2), FORK(1, 3), EXIT(1), CUT(1), PAUSES(2), CUT_END(1, 0)},
         false},
    };
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct waits *rest = waits_begin_rest(arena), *all = waits_begin(arena);
        bool is_stuck = false, is_deadlock = false, has_first_ended = false;
        for (size_t k = 0; k < LOG_MAX && left[i].log[k].kind != EV_BEGIN; k++) {
            struct event ev = left[i].log[k];
            ev.number = (uint32_t)k;
            has_first_ended |= ev.kind == EV_EXIT && ev.task == 1;
            is_stuck = waits_see(rest, &ev);
            is_deadlock |= waits_see(all, &ev);
        }
        if (is_stuck != left[i].is_stuck || (is_deadlock && has_first_ended))
            fail_msg("%s: %d, deadlock %d", left[i].name, is_stuck, is_deadlock);
    }
}

/* Its place is that of the loop, not that of the moment at which it was halted. */
static void test_who_spins(void **state)
{
    (void)state;
    const struct event log[] = {FIRST,
                                CUT(1),
                                RUNS(1, 1),
                                CUT_END(1, 0),
                                LIMIT(CAUSE_CPU),
                                STACK(1, 50, 2),
                                SPINS(1, 4, 1, SYS_wait4, 0),
                                STACK(1, 60, 6)};
    AUTO_ARENA struct arena *arena = arena_make();
    struct waits *waits = waits_begin(arena);
    struct waits_deadlock end;
    for (size_t i = 0; i < sizeof log / sizeof *log; i++) {
        struct event ev = log[i];
        ev.number = (uint32_t)i;
        assert_false(waits_see(waits, &ev));
    }
    waits_end(waits, &end);
    assert_int_equal(end.other_count, 1);
    assert_int_equal(end.others[0].turn, 4);
    assert_int_equal(end.others[0].turn_call, SYS_wait4);
    assert_int_equal(end.others[0].stack.offset, 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_spins),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_what_is_left_behind),
        cmocka_unit_test(test_nothing_is_proved_of_a_cut_with_a_hole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
