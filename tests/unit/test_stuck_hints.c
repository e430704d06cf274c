/* test_stuck_hints.c -- what is said to mend a proved deadlock: which end, which lock, which signal, and whose. */
#include "rubrics/stuck.h"
#include "tests/unit/made_up_stuck.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>

#include <cmocka.h>

enum { WANTED_MAX = 3 };

/* want: of each finding in turn what is told. */
static const struct row {
    const char *name;
    struct report report;
    struct {
        enum severity severity;
        const char *process, *message, *hint;
    } want[WANTED_MAX];
} rows[] = {
    {"a parent that wrote, and waits before its close()",
     {PROCESSES(STOOD("parent", 1), STOOD("child 1", 2)),
      PLACES(AT(10, "main.c", 36, "receiver", "read"), AT(20, "main.c", 28, "main", "wait")), LEDGER(HELD(1, 4, true)),
      .deadlock = {.proved = true,
                   .kind = DEADLOCK_NO_SENDER,
                   PIPES,
                   CULPRITS(END(1, 4)),
                   WAITS(WAITS_FOR_2(20), READS_OF_PARENT)}},
     {{SEVERITY_ERROR, "child 1", NULL,
       "Close the write end of pipe 2 (fd[1] of its pipe call) in the parent before line 28 (fd 4). What the parent is "
       "still to write must be written before that. read() returns 0, the end, only when every copy of the write end "
       "is closed, and fork() gives each child a copy of its own."}}},
    {"a parent that has printed to it, and waits before that is sent",
     {PROCESSES(STOOD("parent", 1), STOOD("child 1", 2)),
      PLACES(AT(10, "main.c", 36, "receiver", "read"), AT(20, "main.c", 28, "main", "wait")),
      LEDGER({.process = 1, .fd = 4, .end = FDS_WRITE, .kind = FD_PIPE, .used = true, .unsent = 6}),
      .deadlock = {.proved = true,
                   .kind = DEADLOCK_NO_SENDER,
                   PIPES,
                   CULPRITS(END(1, 4)),
                   WAITS(WAITS_FOR_2(20), READS_OF_PARENT)}},
     {{SEVERITY_ERROR, "child 1", NULL,
       "6 bytes that the parent printed for pipe 2 still lie in its buffer (fd 4): stdio sends them only when that is "
       "full. Call fflush(stream) right after printing. Close the write end of pipe 2 (fd[1] of its pipe call) in the "
       "parent before line 28 (fd 4). What the parent is still to write must be written before that. read() returns 0, "
       "the end, only when every copy of the write end is closed, and fork() gives each child a copy of its own."}}},
    {"a parent that waits, and a pipe to which nobody wrote: it may be to write later",
     {PROCESSES(STOOD("parent", 1), STOOD("child 1", 2), STOOD("child 2", 3)),
      PLACES(AT(10, "main.c", 36, "receiver", "read"), AT(20, "main.c", 28, "main", "wait")),
      .ledger = {.is_whole = true,
                 .objects = (struct fds_object[]){{.kind = FD_PIPE, .id = 77, .number = 2}},
                 .object_count = 1,
                 .rows = (struct fds_row[]){HELD(1, 4, false), HELD(3, 4, false)},
                 .row_count = 2},
      .deadlock = {.proved = true,
                   .kind = DEADLOCK_NO_SENDER,
                   PIPES,
                   CULPRITS(END(1, 4), END(3, 4)),
                   WAITS(WAITS_FOR_2(20), READS_OF_PARENT)}},
     {{SEVERITY_ERROR, "child 1", NULL,
       "Nobody has written to pipe 2 so far: what fprintf() wrote is sent only by fflush(). If the parent is to write "
       "what child 1 reads, it must do so before it waits at line 28, or wait only later, after all has been written. "
       "If nothing is to come, close the write end "
       "of pipe 2 (fd[1] of its pipe call) in the parent before line 28 (fd 4) and in child 2 (fd 4); one of the two "
       "is not enough. read() returns 0, the end, only when every copy of the write end is closed, and fork() gives "
       "each child a copy of its own."},
      {SEVERITY_WARNING, "parent", NULL,
       "If the parent is to write to that pipe, it must do so before it waits at line 28. If not: Add close(fd[1]) of "
       "that pipe in the parent before line 28."},
      {SEVERITY_ERROR, "child 2",
       "Child 2 still holds the write end of pipe 2 as fd 4; so the read() of child 1 at line 36 never sees the end.",
       "Add close(fd[1]) of that pipe in child 2."}}},
    {"a child that has ended had it as its stdout, and wrote nothing: the parent's is left over",
     {PROCESSES(STOOD("parent", 1), STOOD("child 1", 2), ENDED("child 2", 3)),
      PLACES(AT(10, "main.c", 36, "receiver", "read"), AT(20, "main.c", 28, "main", "wait")),
      .ledger =
          {.is_whole = true,
           .objects = (struct fds_object[]){{.kind = FD_PIPE, .id = 77, .number = 2}},
           .object_count = 1,
           .rows =
               (struct fds_row[]){
                   HELD(1, 4, false),
                   {.process = 3, .fd = 1, .end = FDS_WRITE, .kind = FD_PIPE, .from = FDS_FROM_DUP, .from_fd = 4}},
           .row_count = 2},
      .deadlock = {.proved = true,
                   .kind = DEADLOCK_NO_SENDER,
                   PIPES,
                   CULPRITS(END(1, 4)),
                   WAITS(WAITS_FOR_2(20), READS_OF_PARENT)}},
     {{SEVERITY_ERROR, "child 1", NULL,
       "Close the write end of pipe 2 (fd[1] of its pipe call) in the parent before line 28 (fd 4). read() returns 0, "
       "the end, only when every copy of the write end is closed, and fork() gives each child a copy of its own."},
      {SEVERITY_ERROR, "parent", NULL, "Add close(fd[1]) of that pipe in the parent before line 28."}}},
    {"the end is on fd 1, and who was started by posix_spawn() has one, too",
     {PROCESSES(STOOD("parent", 1),
                {.name = "child 1", .id = 2, .threads = 1, .program = "wc", .ended_by = ENDED_BY_GRADER}),
      PLACES(AT(20, "main.c", 28, "main", "wait"), AT(30, "main.c", 26, "main", "dup2")),
      LEDGER({.process = 1,
              .fd = 1,
              .end = FDS_WRITE,
              .kind = FD_PIPE,
              .used = true,
              .from = FDS_FROM_DUP,
              .from_fd = 4,
              .made_at = {30, 9}},
             HELD(2, 4, false)),
      .deadlock = {.proved = true,
                   .kind = DEADLOCK_SELF_HELD_END,
                   PIPES,
                   CULPRITS(END(2, 4), END(1, 1)),
                   .forks = (struct waits_fork[]){{2, {0}, true}},
                   .fork_count = 1,
                   WAITS(WAITS_FOR_2(20), {.task = 2,
                                           .process = 2,
                                           .thread = 1,
                                           .call = SYS_read,
                                           .on = WAIT_PIPE_DATA,
                                           .fd = 0,
                                           .object = 77,
                                           HOLDERS(END(2, 4), END(1, 1))})}},
     {{SEVERITY_ERROR, "child 1", NULL,
       "Close the write end of pipe 2 (fd[1] of its pipe call) in child 1 before it runs wc (fd 4) and in the parent "
       "before line 28 (fd 1, there since dup2() at line 26); one of the two is not enough. In what posix_spawn() "
       "starts, that is posix_spawn_file_actions_addclose(&actions, 4) beforehand, or make the pipe with pipe2(fd, "
       "O_CLOEXEC). What the parent is still to write must be written before that. read() returns 0, the end, only "
       "when every copy of the write end is closed, and fork() gives each child a copy of its own."},
      {SEVERITY_ERROR, "child 1", NULL,
       "Before child 1 is started, call posix_spawn_file_actions_addclose(&actions, 4); or make the pipe with "
       "pipe2(fd, O_CLOEXEC)."}}},
    {"popen() made the pipe, and dup2() a copy of its end",
     {PROCESSES(STOOD("parent", 1), STOOD("child 1", 2)),
      PLACES(AT(10, "main.c", 36, "receiver", "read"), AT(20, "main.c", 28, "main", "wait"),
             AT(30, "main.c", 9, "main", "popen"), AT(40, "main.c", 11, "main", "dup2")),
      LEDGER({.process = 1,
              .fd = 9,
              .end = FDS_WRITE,
              .kind = FD_PIPE,
              .from = FDS_FROM_DUP,
              .from_fd = 4,
              .made_at = {40, 9}},
             HELD(1, 4, true)),
      .deadlock = {.proved = true,
                   .kind = DEADLOCK_NO_SENDER,
                   .pipes = (struct waits_pipe[]){{77, {30, 9}}},
                   .pipe_count = 1,
                   CULPRITS(END(1, 4), END(1, 9)),
                   WAITS(WAITS_FOR_2(20), READS_OF_PARENT)}},
     {{SEVERITY_ERROR, "child 1", NULL,
       "Close the write end of pipe 1 in the parent before line 28 (fds 4 and 9). What the parent is still to write "
       "must be written before that. read() returns 0, the end, only when every copy of the write end is closed, and "
       "fork() gives each child a copy of its own. pclose() closes the end that popen() gave, and then waits for the "
       "command."},
      {SEVERITY_ERROR, "parent",
       "The parent still holds the write end of pipe 1 as fd 9, a copy of fd 4 that dup2() made at line 11; so the "
       "read() of child 1 at line 36 never sees the end.",
       NULL}}},
    {"who pauses holds the write end",
     {PROCESSES(STOOD("parent", 1), STOOD("child 1", 2)),
      PLACES(AT(10, "main.c", 36, "receiver", "read"), AT(20, "main.c", 28, "main", "pause")),
      .deadlock =
          {.proved = true,
           .kind = DEADLOCK_NO_SENDER,
           PIPES,
           WAITS(
               {.task = 1, .process = 1, .thread = 1, .call = SYS_pause, .on = WAIT_SIGNAL, .fd = -1, .stack = {20, 9}},
               READS_OF_PARENT)}},
     {{SEVERITY_ERROR, "parent", NULL,
       "A signal that comes before pause() is not seen by it. Block it with sigprocmask() first and wait with "
       "sigsuspend(), and look at who should send it. Or, if the read() of child 1 waits for the end of what is sent: "
       "close the write end of pipe 2 in the parent before line 28 (fd 4)."}}},
    {"a socket pair whose other end its reader has, and does not use",
     {PROCESSES(STOOD("parent", 1)), LEDGER({.process = 1, .fd = 4, .end = FDS_BOTH, .kind = FD_SOCKET}),
      .deadlock = {.proved = true,
                   .kind = DEADLOCK_OTHER,
                   WAITS({.task = 1,
                          .process = 1,
                          .thread = 1,
                          .call = SYS_read,
                          .on = WAIT_SOCKET,
                          .fd = 3,
                          .object = 5,
                          HOLDERS(END(1, 4))})}},
     {{SEVERITY_ERROR, "parent", NULL,
       "Close the other end of its socket pair in the parent (fd 4), which it does not use. Whoever reads a socket "
       "comes to its end only when every copy of the other one is closed (or shutdown() was called): also those that "
       "fork() made, that exec left to another program, and that were sent over a socket (SCM_RIGHTS)."}}},
    {"one that it uses may be the other thread's",
     {PROCESSES(STOOD("parent", 1)), LEDGER({.process = 1, .fd = 4, .end = FDS_BOTH, .kind = FD_SOCKET, .used = true}),
      .deadlock = {.proved = true,
                   .kind = DEADLOCK_OTHER,
                   WAITS({.task = 1,
                          .process = 1,
                          .thread = 1,
                          .call = SYS_read,
                          .on = WAIT_SOCKET,
                          .fd = 3,
                          .object = 5,
                          HOLDERS(END(1, 4))})}},
     {{SEVERITY_ERROR, "parent", NULL,
       "Whoever reads a socket comes to its end only when every copy of the other one is closed (or shutdown() was "
       "called): also those that fork() made, that exec left to another program, and that were sent over a socket "
       "(SCM_RIGHTS)."}}},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct findings found = {0};
        const struct run_evidence run = {.case_id = "c", .run = 1, .report = rows[i].report};
        size_t wanted = 0;
        stuck_find(&run, 1, arena, &found);
        while (wanted < WANTED_MAX && rows[i].want[wanted].process)
            wanted++;
        if (found.count != wanted)
            fail_msg("%s: %zu findings", rows[i].name, found.count);
        for (size_t k = 0; k < wanted; k++) {
            assert_int_equal(found.items[k].severity, rows[i].want[k].severity);
            assert_string_equal(found.items[k].process, rows[i].want[k].process);
            if (rows[i].want[k].message)
                assert_string_equal(found.items[k].message, rows[i].want[k].message);
            if (rows[i].want[k].hint)
                assert_string_equal(found.items[k].hint, rows[i].want[k].hint);
        }
    }
}

/* What kind of wait or deadlock it is decides what is said to mend it. */
static const struct {
    enum wait_on on;
    enum deadlock_kind kind;
    const char *called, *hint;
} hints[] = {
    {WAIT_SIGNAL, DEADLOCK_OTHER, "",
     "A signal that comes before pause() is not seen by it. Block it with sigprocmask() first and wait "
     "with sigsuspend(), and look at who should send it."},
    {WAIT_EVENT, DEADLOCK_OTHER, "",
     "epoll_wait() returns when a watched descriptor has data or comes to its end, a read() of an eventfd "
     "after a write() to it, a pidfd when its process ends. Look at who was to do that, at copies of the "
     "other ends that are still open, and whether epoll_ctl() added every descriptor."},
    {WAIT_FDS, DEADLOCK_OTHER, "",
     "poll() and select() return when a watched descriptor has data or comes to its end, a pidfd when its "
     "process ends. Look at who was to write, and at copies of the write ends that are still open: a "
     "descriptor that was sent over a socket (SCM_RIGHTS) or left to a program by exec is one, too."},
    {WAIT_SOCKET, DEADLOCK_OTHER, "",
     "Whoever reads a socket comes to its end only when every copy of the other one is closed (or "
     "shutdown() was called): also those that fork() made, that exec left to another program, and that "
     "were sent over a socket (SCM_RIGHTS)."},
    {WAIT_IPC, DEADLOCK_OTHER, "",
     "Each msgrcv() needs a msgsnd(), each semop() that takes one that gives, by somebody who is not "
     "waiting himself: look at who has ended, and at the value or the kind of message it waits for."},
    {WAIT_LOCK, DEADLOCK_OTHER, "",
     "Give a file lock back (LOCK_UN, F_UNLCK) before waiting for another process, and take several in "
     "the same order everywhere."},
    {WAIT_FIFO_OPEN, DEADLOCK_OTHER, "",
     "open() of a FIFO waits until another process opens the other end: open several in the same order on "
     "both sides, and look at who has ended before."},
    {WAIT_STOPPED, DEADLOCK_OTHER, "",
     "A process that was stopped (SIGSTOP, SIGTSTP, SIGTTIN) goes on only after kill(pid, SIGCONT)."},
    {WAIT_FUTEX, DEADLOCK_LOCK_CYCLE, "pthread_barrier_wait",
     "A barrier opens when as many have come as pthread_barrier_init() was told, the one who made them "
     "included if it waits there too: count them again, and look at who ends or goes another way before "
     "it comes."},
    {WAIT_FUTEX, DEADLOCK_CHILD_STUCK, "sem_wait",
     "Each sem_wait() needs a sem_post(), each lock an unlock, by somebody who is not waiting himself: "
     "look at every way out, at what is held while waiting for another process, and at the value it "
     "starts with."},
    {WAIT_FUTEX, DEADLOCK_LOCK_CYCLE, "sem_wait",
     "Each sem_wait() needs a sem_post(), each lock an unlock, by somebody who is not waiting himself: "
     "look at every way out, at what is held while waiting for another process, and at the value it "
     "starts with."},
    {WAIT_FUTEX, DEADLOCK_LOCK_CYCLE, "pthread_join",
     "A thread cannot end while it waits for the end of one that waits for it: let only one of the two "
     "join the other."},
    {WAIT_FUTEX, DEADLOCK_LOCK_CYCLE, "pthread_rwlock_wrlock",
     "pthread_rwlock_wrlock() waits until nobody has the lock for reading, the one who calls it included: a read lock "
     "does not turn into a write lock. Unlock first, then lock for writing and look again at what was read; or lock "
     "for writing from the start. And look at every way out, and at what is held while waiting for another process: "
     "each "
     "pthread_rwlock_rdlock() needs an unlock."},
    {WAIT_FUTEX, DEADLOCK_LOCK_CYCLE, "pthread_rwlock_rdlock",
     "Take several locks in the same order everywhere, unlock on every way out, also before a thread "
     "ends, and never lock a mutex that the same thread holds already. A semaphore needs a sem_post() for "
     "each sem_wait()."},
    {WAIT_PIPE_DATA, DEADLOCK_CIRCULAR_WAIT, "read",
     "Each waits for another to go first. Decide who sends first and who answers; what fprintf() wrote is sent "
     "only by fflush(). And if a reader waits for the end of what it is sent, then its sender must close the write "
     "end (of a socket: shutdown(fd, SHUT_WR)) before it waits itself."},
    {WAIT_SOCKET, DEADLOCK_OTHER, "accept",
     "accept() returns when somebody connects: look at who was to call connect(), with the same address, and "
     "whether he waits or has ended before."},
    {WAIT_PIPE_ROOM, DEADLOCK_FULL_PIPE, "write",
     "A pipe holds 64 KiB; then write() waits until somebody reads. Read until read() returns 0 first, "
     "and only then wait for the child to end."},
    {WAIT_CHILD, DEADLOCK_OTHER, "wait", "Look at what each of them waits for, and who was meant to do it."},
};

static void test_hints(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(hints); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct findings found = {0};
        struct waits_wait wait = {
            .task = 1, .process = 1, .thread = 1, .call = -1, .on = hints[i].on, .fd = -1, .stack = {10, 9}};
        const struct run_evidence run = {
            .report = {PROCESSES(STOOD("parent", 1)), PLACES(AT(10, "a.c", 7, "main", hints[i].called)),
                       .deadlock = {.proved = true, .kind = hints[i].kind, .waits = &wait, .wait_count = 1}}};
        stuck_find(&run, 1, arena, &found);
        assert_int_equal(found.count, 1);
        assert_string_equal(found.items[0].hint, hints[i].hint);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_hints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
