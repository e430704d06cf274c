/* test_stuck.c -- what is said of a proved deadlock: sentence, hint, the ends to close, the document. */
#include "rubrics/documents.h"
#include "rubrics/stuck.h"
#include "tests/unit/made_up.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>

#include <cmocka.h>

enum { FINDINGS_MAX = 4 };

#define STOOD(called, number)                                                                            \
    {                                                                                                    \
        .name = (called), .parent = (number) == 1 ? -1 : 0, .id = (number), .threads = 1, .program = "", \
        .ended_by = ENDED_BY_GRADER                                                                      \
    }
#define ENDED(called, number)                                                      \
    {                                                                              \
        .name = (called), .parent = 0, .id = (number), .threads = 1, .program = "" \
    }
#define PLACES(...) \
    .places = (struct report_place[]){__VA_ARGS__}, .place_count = COUNT(((struct report_place[]){__VA_ARGS__}))
/* Where a stack was, and what was called there: with the address of which variable, in AT_LOCK. */
#define AT(where, file_, line_, function_, called_) AT_LOCK(where, file_, line_, function_, called_, "")
#define AT_LOCK(where, file_, line_, function_, called_, variable_)                                       \
    {                                                                                                     \
        .stack = (where), .file = (file_), .line = (line_), .function = (function_), .called = (called_), \
        .variable = (variable_)                                                                           \
    }
#define WAITS(...) \
    .waits = (struct waits_wait[]){__VA_ARGS__}, .wait_count = COUNT(((struct waits_wait[]){__VA_ARGS__}))
#define END(of, as)                 \
    {                               \
        .process = (of), .fd = (as) \
    }
#define HOLDERS(...) \
    .holders = (struct waits_holder[]){__VA_ARGS__}, .holder_count = COUNT(((struct waits_holder[]){__VA_ARGS__}))
#define CULPRITS(...)                                                                                                 \
    .culprits = (struct waits_holder[]){__VA_ARGS__}, .culprit_count = COUNT(((struct waits_holder[]){__VA_ARGS__})), \
    .culprit_object = 77
/* Write ends that are still open, as the ledger has them: used by their process, or not. */
#define HELD(of, as, is_used)                                                             \
    {                                                                                     \
        .process = (of), .fd = (as), .end = FDS_WRITE, .kind = FD_PIPE, .used = (is_used) \
    }
#define LEDGER(...)                                     \
    .ledger = {.is_whole = true,                        \
               .rows = (struct fds_row[]){__VA_ARGS__}, \
               .row_count = COUNT(((struct fds_row[]){__VA_ARGS__}))}
#define PIPES .pipes = (struct waits_pipe[]){{.object = 76}, {.object = 77}}, .pipe_count = 2
#define WAITS_FOR_2(where)                                                                                        \
    {                                                                                                             \
        .task = 1, .process = 1, .thread = 1, .call = SYS_wait4, .on = WAIT_CHILD, .fd = -1, HOLDERS(END(2, -1)), \
        .stack = {                                                                                                \
            where,                                                                                                \
            9                                                                                                     \
        }                                                                                                         \
    }
#define LOCKED(id, of, number, where)                                                                                \
    {                                                                                                                \
        .task = (id), .process = (of), .thread = (number), .call = SYS_futex, .on = WAIT_FUTEX, .fd = -1, .stack = { \
            where,                                                                                                   \
            9                                                                                                        \
        }                                                                                                            \
    }
#define ALONE(id, of, number, where, ...)                                                                 \
    {                                                                                                     \
        .task = (id), .process = (of), .thread = (number), .call = SYS_futex, .on = WAIT_FUTEX, .fd = -1, \
        .stack = {where, 9}, __VA_ARGS__                                                                  \
    }

#define HAS_LOCK(number, where, owner, ended)                                                                      \
    {                                                                                                              \
        .task = (number), .process = 1, .thread = (number), .call = SYS_futex, .on = WAIT_FUTEX, .fd = -1,         \
        .lock = WORD_MUTEX, HOLDERS({.process = 1, .fd = -1, .thread = (owner), .has_ended = (ended)}), .stack = { \
            where,                                                                                                 \
            9                                                                                                      \
        }                                                                                                          \
    }

/* want: for each finding "code process: message" and "fix: hint", the latter only where it is told. */
static const struct row {
    const char *name;
    struct report report;
    const char *kind;
    struct {
        enum finding_code code;
        const char *process, *message, *hint;
        uint32_t lines[3];
    } want[FINDINGS_MAX];
} rows[] = {
    {"a reader that keeps its write end, and so does its parent",
     {PROCESSES(STOOD("parent", 1), STOOD("child 1", 2)),
      PLACES(AT(10, "main.c", 36, "receiver", "read"), AT(20, "main.c", 28, "main", "wait"),
             AT(30, "main.c", 21, "main", "fork")),
      LEDGER(HELD(1, 4, false), HELD(2, 4, false)),
      .deadlock = {.proved = true,
                   .kind = DEADLOCK_SELF_HELD_END,
                   PIPES,
                   CULPRITS(END(2, 4), END(1, 4)),
                   .forks = (struct waits_fork[]){{2, {30, 9}, false}},
                   .fork_count = 1,
                   WAITS(WAITS_FOR_2(20), {.task = 2,
                                           .process = 2,
                                           .thread = 1,
                                           .call = SYS_read,
                                           .on = WAIT_PIPE_DATA,
                                           .fd = 3,
                                           .object = 77,
                                           HOLDERS(END(2, 4), END(1, 4)),
                                           .stack = {10, 9}})}},
     "self-held-end",
     {{FINDING_DEADLOCK,
       "child 1",
       "The program is stuck: child 1 waits in read() at line 36 for data from pipe 2 (fd 3), or for its end; but the "
       "write end of pipe 2 is still open in child 1 itself (fd 4) and in the parent (fd 4). The parent waits in "
       "wait() "
       "at line 28 for child 1 to end. So nothing will ever move again.",
       "Close the write end of pipe 2 (fd[1] of its pipe call) in child 1 before line 36 (fd 4) and in the parent "
       "before line 28 (fd 4); one of the two is not enough. What the parent is still to write must be written before "
       "that. read() returns 0, the end, only when every copy of the write end is closed, and fork() gives each child "
       "a copy of its own.",
       {36, 28}},
      {FINDING_PIPE_END_LEFT_OPEN,
       "child 1",
       "Child 1 still holds the write end of pipe 2 as fd 4, which it has since fork() at line 21; so its own read() "
       "at "
       "line 36 never sees the end.",
       "Add close(fd[1]) of that pipe in child 1 before line 36.",
       {36}},
      {FINDING_PIPE_END_LEFT_OPEN,
       "parent",
       "The parent still holds the write end of pipe 2 as fd 4; so the read() of child 1 at line 36 never sees the "
       "end.",
       "Add close(fd[1]) of that pipe in the parent before line 28.",
       {28}}}},
    {"lines are not known; one end was used, so that only the deadlock speaks of it",
     {PROCESSES(STOOD("parent", 1)), LEDGER(HELD(1, 4, false), HELD(1, 6, true)),
      .deadlock = {.proved = true,
                   .kind = DEADLOCK_SELF_HELD_END,
                   CULPRITS(END(1, 4), END(1, 6)),
                   WAITS({.task = 1,
                          .process = 1,
                          .thread = 1,
                          .call = SYS_read,
                          .on = WAIT_PIPE_DATA,
                          .fd = 3,
                          .object = 77,
                          HOLDERS(END(1, 4), END(1, 6))})}},
     "self-held-end",
     {{FINDING_DEADLOCK,
       "parent",
       "The program is stuck: the parent waits in read() for data from the pipe (fd 3), or for its end; but the write "
       "end of the pipe is still open in the parent itself (fds 4 and 6). So nothing will ever move again.",
       "Close the write end of the pipe (fd[1] of its pipe call) in the parent (fds 4 and 6). read() returns 0, the "
       "end, only when every copy of the write end is closed, and fork() gives each child a copy of its own.",
       {0}},
      {FINDING_PIPE_END_LEFT_OPEN, "parent", NULL, NULL, {0}}}},
    {"children in several files wait for one semaphore",
     {PROCESSES(STOOD("parent", 1), STOOD("child 1", 2), STOOD("child 2", 3)),
      PLACES(AT(10, "work.c", 7, "work", "sem_wait"), AT(11, "work.c", 7, "work", "sem_wait"),
             AT(20, "main.c", 28, "main", "waitpid")),
      .deadlock = {.proved = true,
                   .kind = DEADLOCK_CHILD_STUCK,
                   WAITS(WAITS_FOR_2(20), LOCKED(2, 2, 1, 10), LOCKED(3, 3, 1, 11))}},
     "child-stuck",
     {{FINDING_DEADLOCK,
       "parent",
       "The program is stuck: the parent waits in waitpid() at line 28 of main.c for child 1 to end. Child 1 and child "
       "2 wait in sem_wait() at line 7 of work.c for a sem_post() that nobody will make. So nothing will ever move "
       "again.",
       NULL,
       {28, 7}}}},
    {"one child waits for what another, who has ended, did not post",
     {PROCESSES(STOOD("parent", 1), STOOD("child 1", 2), ENDED("child 2", 3)),
      PLACES(AT_LOCK(10, "a.c", 7, "work", "sem_wait", "full"), AT(20, "a.c", 28, "main", "wait")),
      .deadlock = {.proved = true, .kind = DEADLOCK_CHILD_STUCK, WAITS(WAITS_FOR_2(20), LOCKED(2, 2, 1, 10))}},
     "child-stuck",
     {{FINDING_DEADLOCK,
       "parent",
       "The program is stuck: the parent waits in wait() at line 28 for child 1 to end. Child 1 waits in sem_wait() at "
       "line 7 for a sem_post() that nobody will make (`full`); child 2 has ended, 1 waits elsewhere. So nothing will "
       "ever move again.",
       NULL,
       {28, 7}}}},
    {"a semaphore that no other process can post",
     {PROCESSES(STOOD("parent", 1), STOOD("child 1", 2), ENDED("child 2", 3)),
      PLACES(AT(10, "a.c", 7, "work", "sem_wait"), AT(20, "a.c", 28, "main", "wait")),
      .deadlock = {.proved = true,
                   .kind = DEADLOCK_CHILD_STUCK,
                   WAITS(WAITS_FOR_2(20), ALONE(2, 2, 1, 10, .is_mapped_private = true, .is_made_private = true))}},
     "child-stuck",
     {{FINDING_DEADLOCK,
       "parent",
       "The program is stuck: the parent waits in wait() at line 28 for child 1 to end. Child 1 waits in sem_wait() at "
       "line 7 for a sem_post() that nobody will make; but it lies in memory that no other process shares. So nothing "
       "will ever move again.",
       NULL,
       {28, 7}}}},
    {"a shared semaphore that was made for threads",
     {PROCESSES(STOOD("parent", 1)), PLACES(AT(10, "a.c", 7, "work", "sem_wait")),
      .deadlock = {.proved = true, .kind = DEADLOCK_LOCK_CYCLE, WAITS(ALONE(1, 1, 1, 10, .is_made_private = true))}},
     "other",
     {{FINDING_DEADLOCK,
       "parent",
       "The program is stuck: the parent waits in sem_wait() at line 7 for a sem_post() that nobody will make; but it "
       "was made for the threads of one process (pshared 0). So nothing will ever move again.",
       NULL,
       {7}}}},
    {"a barrier to which not all come",
     {PROCESSES({.name = "parent", .parent = -1, .id = 1, .threads = 4, .program = ""}, ENDED("child 1", 9)),
      PLACES(AT(10, "a.c", 7, "f", "pthread_barrier_wait"), AT(20, "a.c", 9, "main", "pthread_join")),
      .deadlock = {.proved = true,
                   .kind = DEADLOCK_LOCK_CYCLE,
                   WAITS(LOCKED(1, 1, 1, 20), ALONE(2, 1, 2, 10, .word = 64, .is_made_private = true, .barrier = 3),
                         ALONE(4, 1, 4, 10, .word = 64, .is_made_private = true, .barrier = 3))}},
     "other",
     {{FINDING_DEADLOCK,
       "parent",
       "The program is stuck: thread 1 of the parent waits in pthread_join() at line 9 for another thread to end. "
       "Thread 2 of the parent and thread 4 of the parent wait in pthread_barrier_wait() at line 7 for others to come "
       "to the barrier, which opens when 3 have come; 2 are there, thread 3 of the parent has ended, 1 waits "
       "elsewhere. "
       "So nothing will ever move again.",
       NULL,
       {9, 7}}}},
    {"threads are numbered",
     {PROCESSES({.name = "parent", .parent = -1, .id = 1, .threads = 2, .program = ""}),
      PLACES(AT(10, "a.c", 7, "f", "pthread_mutex_lock"), AT(20, "a.c", 9, "main", "pthread_join")),
      .deadlock = {.proved = true, .kind = DEADLOCK_LOCK_CYCLE, WAITS(LOCKED(1, 1, 1, 20), LOCKED(2, 1, 2, 10))}},
     "lock-cycle",
     {{FINDING_DEADLOCK,
       "parent",
       "The program is stuck: thread 1 of the parent waits in pthread_join() at line 9 for another thread to end. "
       "Thread 2 of the parent waits in pthread_mutex_lock() at line 7 for a lock that nobody will give back. So "
       "nothing will ever move again.",
       NULL,
       {9, 7}}}},
    {"two threads have each other's lock, and the first sleeps",
     {PROCESSES({.name = "parent", .parent = -1, .id = 1, .threads = 3, .program = ""}),
      PLACES(AT_LOCK(10, "a.c", 7, "f", "pthread_mutex_lock", "first"),
             AT_LOCK(20, "a.c", 9, "g", "pthread_mutex_lock", "")),
      .deadlock = {.proved = true,
                   .partial = true,
                   .kind = DEADLOCK_LOCK_CYCLE,
                   WAITS(HAS_LOCK(2, 10, 3, false), HAS_LOCK(3, 20, 2, false))}},
     "lock-cycle",
     {{FINDING_DEADLOCK,
       "parent",
       "A part of the program is stuck: thread 2 of the parent waits in pthread_mutex_lock() at line 7 for the lock "
       "`first`, which thread 3 of the parent has locked. Thread 3 of the parent waits in pthread_mutex_lock() at line "
       "9 "
       "for the lock, which thread 2 of the parent has locked. So these will never move again, while the rest of the "
       "program went on until it was stopped.",
       NULL,
       {7, 9}}}},
    {"a lock that is never given back",
     {PROCESSES({.name = "parent", .parent = -1, .id = 1, .threads = 2, .program = ""}),
      PLACES(AT_LOCK(10, "a.c", 7, "f", "pthread_mutex_lock", "forks[2]")),
      .deadlock = {.proved = true, .kind = DEADLOCK_LOCK_CYCLE, WAITS(HAS_LOCK(1, 10, 2, true))}},
     "lock-cycle",
     {{FINDING_DEADLOCK,
       "parent",
       "The program is stuck: thread 1 of the parent waits in pthread_mutex_lock() at line 7 for the lock `forks[2]`, "
       "which thread 2 of the parent had locked and did not unlock before it ended. So nothing will ever move again.",
       NULL,
       {7}}}},
    {"a lock that it has itself",
     {PROCESSES(STOOD("parent", 1)), PLACES(AT(10, "a.c", 7, "f", "pthread_mutex_lock")),
      .deadlock = {.proved = true, .kind = DEADLOCK_LOCK_CYCLE, WAITS(HAS_LOCK(1, 10, 1, false))}},
     "lock-cycle",
     {{FINDING_DEADLOCK,
       "parent",
       "The program is stuck: the parent waits in pthread_mutex_lock() at line 7 for the lock, which it has locked "
       "itself "
       "already. So nothing will ever move again.",
       NULL,
       {7}}}},
    {"a child that was stopped, and a pair of sockets",
     {PROCESSES(STOOD("parent", 1), STOOD("child 1", 2)),
      .deadlock = {.proved = true,
                   .kind = DEADLOCK_OTHER,
                   WAITS({.task = 1,
                          .process = 1,
                          .thread = 1,
                          .call = SYS_recvfrom,
                          .on = WAIT_SOCKET,
                          .fd = 3,
                          .object = 5,
                          HOLDERS(END(2, 4))},
                         {.task = 2, .process = 2, .thread = 1, .call = -1, .on = WAIT_STOPPED, .fd = -1})}},
     "other",
     {{FINDING_DEADLOCK,
       "parent",
       "The program is stuck: the parent waits in recvfrom() for something to come over its end of a socket pair (fd "
       "3), "
       "whose other end is open in child 1 (fd 4). Child 1 was stopped by a signal, and nobody will continue it. So "
       "nothing will ever move again.",
       NULL,
       {0}}}},
    {"a signal that was lost",
     {PROCESSES({.name = "parent", .parent = -1, .id = 1, .threads = 2, .program = ""}),
      PLACES(AT(10, "a.c", 7, "f", "pthread_cond_wait"), AT(20, "a.c", 9, "main", "pthread_join")),
      .deadlock = {.proved = true, .kind = DEADLOCK_LOCK_CYCLE, WAITS(LOCKED(1, 1, 1, 20), LOCKED(2, 1, 2, 10))}},
     "lost-wakeup",
     {{FINDING_DEADLOCK,
       "parent",
       NULL,
       "A signal that is given before somebody waits for it is lost: keep a flag under the mutex, set it before "
       "pthread_cond_signal(), and wait in while (!flag) pthread_cond_wait(...).",
       {9, 7}}}},
    {"a process that the report does not know, and a stack that nobody read",
     {PROCESSES(STOOD("parent", 1)),
      .deadlock = {.proved = true, .kind = DEADLOCK_CHILD_STUCK, WAITS(WAITS_FOR_2(99), LOCKED(2, 2, 1, 98))}},
     "child-stuck",
     {{FINDING_DEADLOCK,
       "parent",
       "The program is stuck: the parent waits in wait() for a process to end. A process waits in futex() for somebody "
       "to let it go on. So nothing will ever move again.",
       NULL,
       {0}}}},
    {"no deadlock", {PROCESSES(STOOD("parent", 1)), .outcome = OUTCOME_EXITED}, NULL, {{.message = NULL}}},
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
        while (wanted < FINDINGS_MAX && rows[i].want[wanted].process)
            wanted++;
        if (found.count != wanted)
            fail_msg("%s: %zu findings", rows[i].name, found.count);
        for (size_t k = 0; k < wanted; k++) {
            const struct finding *f = &found.items[k];
            assert_int_equal(f->code, rows[i].want[k].code);
            assert_string_equal(f->process, rows[i].want[k].process);
            if (rows[i].want[k].message)
                assert_string_equal(f->message, rows[i].want[k].message);
            if (rows[i].want[k].hint)
                assert_string_equal(f->hint, rows[i].want[k].hint);
            for (size_t n = 0; n < 3; n++)
                assert_int_equal(n < f->where_count ? f->where[n].line : 0, rows[i].want[k].lines[n]);
        }
        if (rows[i].kind)
            assert_string_equal(deadlock_kind_name(stuck_kind(&rows[i].report)), rows[i].kind);
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
     "starts with. And it must lie in memory that the processes share: mmap(MAP_SHARED | MAP_ANONYMOUS) "
     "before fork, sem_init() with pshared 1. One on the stack, in a global variable or from malloc() is "
     "copied by fork, and each process waits on its own copy for ever."},
    {WAIT_FUTEX, DEADLOCK_LOCK_CYCLE, "sem_wait",
     "Each sem_wait() needs a sem_post(), each lock an unlock, by somebody who is not waiting himself: "
     "look at every way out, at what is held while waiting for another process, and at the value it "
     "starts with. And it must lie in memory that the processes share: mmap(MAP_SHARED | MAP_ANONYMOUS) "
     "before fork, sem_init() with pshared 1. One on the stack, in a global variable or from malloc() is "
     "copied by fork, and each process waits on its own copy for ever."},
    {WAIT_FUTEX, DEADLOCK_LOCK_CYCLE, "pthread_join",
     "A thread cannot end while it waits for the end of one that waits for it: let only one of the two "
     "join the other."},
    {WAIT_FUTEX, DEADLOCK_LOCK_CYCLE, "pthread_rwlock_wrlock",
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

/* What is one copy of an end, for programs that read the document. */
static void test_documents_carry_the_fields_of_the_contract(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct findings found = {0};
    const struct run_evidence run = {.case_id = "c", .run = 1, .report = rows[0].report};
    stuck_find(&run, 1, arena, &found);
    AUTO_JSON json_t *deadlock = finding_document(&found.items[0]), *end = finding_document(&found.items[1]);
    const char *kind, *process, *call, *on, *why, *pipe, *side;
    int fd, line, held;
    assert_int_equal(json_unpack(deadlock, "{s:s, s:[{}, {s:s, s:s, s:s, s:i, s:{s:i}, s:[{s:s}, {}]}]}", "kind", &kind,
                                 "waits", "process", &process, "call", &call, "on", &on, "fd", &fd, "at", "line", &line,
                                 "waits_for", "why", &why),
                     0);
    assert_string_equal(kind, "self-held-end");
    assert_string_equal(process, "child 1");
    assert_string_equal(call, "read");
    assert_string_equal(on, "pipe 2");
    assert_string_equal(why, "still holds the write end as fd 4");
    assert_int_equal(fd, 3);
    assert_int_equal(line, 36);
    assert_int_equal(json_unpack(deadlock, "{s:[{s:s, s:i, s:s, s:s}, {}]}", "culprits", "process", &process, "fd",
                                 &held, "pipe", &pipe, "end", &side),
                     0);
    assert_string_equal(process, "child 1");
    assert_int_equal(held, 4);
    assert_string_equal(pipe, "pipe 2");
    assert_string_equal(side, "write");
    assert_int_equal(json_unpack(end, "{s:i, s:s, s:s}", "fd", &held, "pipe", &pipe, "end", &side), 0);
    assert_int_equal(held, 4);
    assert_string_equal(pipe, "pipe 2");
    assert_string_equal(side, "write");
}

static const struct waits_wait pausing = {
    .task = 1, .process = 1, .thread = 1, .call = SYS_pause, .on = WAIT_SIGNAL, .fd = -1};

static const struct judged {
    const char *name;
    struct report reports[2];
    const char *message, *finding;
    bool passed;
} judged[] = {
    {"nothing is stuck", {EXITED(""), EXITED("")}, "The program never waits for ever.", NULL, true},
    {"stuck in one run of two",
     {EXITED(""),
      {.outcome = OUTCOME_DEADLOCK,
       .exit_code = -1,
       LIMITS,
       PROCESSES(STOOD("parent", 1)),
       .deadlock = {.proved = true, .kind = DEADLOCK_OTHER, .waits = &pausing, .wait_count = 1}}},
     "The program is stuck: it waits for something that can never come.",
     "The program is stuck: the parent waits in pause() for a signal that nobody will send. So nothing will ever move "
     "again. Seen in run 2 of 2 only.",
     false},
    {"stopped at a limit: nobody knows",
     {EXITED(""), STOPPED(OUTCOME_WALL_LIMIT, "", KILLED("parent", -1))},
     "The program was stopped before its end, so whether it would wait for ever could not be decided.",
     "The program did not end within 10 s. When it was stopped, parent was still there. Seen in run 2 of 2 only.",
     false},
    {"a crash is an end", {EXITED(""), DIED(6, "")}, "The program never waits for ever.", NULL, true},
};

static void test_check_no_deadlock(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(judged); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct rubric_case one = {.id = "c", .runs = 2};
        struct rubric_criterion criterion = {.id = "a", .check = "no-deadlock", .points = 100, CASES(0)};
        const struct rubric rubric = {.cases = &one, .case_count = 1, .criteria = &criterion, .criterion_count = 1};
        const struct evidence evidence = {COMPILED,
                                          RUNS({"c", 1, judged[i].reports[0]}, {"c", 2, judged[i].reports[1]})};
        struct grade grade = {0};
        judge(&rubric, &evidence, arena, &grade);
        assert_int_equal(grade.criteria[0].passed, judged[i].passed);
        assert_string_equal(grade.criteria[0].message, judged[i].message);
        assert_int_equal(grade.criteria[0].finding_count > 0, judged[i].finding != NULL);
        if (judged[i].finding)
            assert_string_equal(grade.findings.items[grade.criteria[0].findings[0]].message, judged[i].finding);
    }
}

/* Of two cases the program gets stuck in one, and there only the parent. */
static const struct priced {
    const char *processes[2];
    size_t process_count;
    uint32_t each, floor, points; /* of 100; each 0: by share */
} priced[] = {
    {{NULL}, 0, 0, 0, 50},
    {{"parent"}, 1, 0, 0, 50},
    {{"children"}, 1, 0, 0, 100},
    {{"child 1"}, 1, 30, 0, 100},
    {{"child 1", "parent"}, 2, 30, 0, 70},
    {{NULL}, 0, 30, 0, 70},
    {{NULL}, 0, 30, 80, 80},
};

static void test_points_of_no_deadlock(void **state)
{
    (void)state;
    const struct report stuck = judged[1].reports[1], well = judged[0].reports[0];
    for (size_t i = 0; i < COUNT(priced); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct rubric_case cases[] = {{.id = "a", .runs = 1}, {.id = "b", .runs = 1}};
        struct rubric_criterion criterion = {.id = "a",
                                             .check = "no-deadlock",
                                             CASES(0, 1),
                                             .points = 100,
                                             .partial = true,
                                             .points_each = priced[i].each,
                                             .floor = priced[i].floor,
                                             .processes = priced[i].processes,
                                             .process_count = priced[i].process_count};
        const struct rubric rubric = {.cases = cases, .case_count = 2, .criteria = &criterion, .criterion_count = 1};
        const struct evidence evidence = {COMPILED, RUNS({"a", 1, stuck}, {"b", 1, well})};
        struct grade grade = {0};
        judge(&rubric, &evidence, arena, &grade);
        assert_int_equal(grade.criteria[0].points, priced[i].points);
        assert_int_equal(grade.criteria[0].passed, priced[i].points == 100);
        assert_int_equal(grade.criteria[0].finding_count, priced[i].points == 100 ? 0 : 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_hints),
        cmocka_unit_test(test_documents_carry_the_fields_of_the_contract),
        cmocka_unit_test(test_check_no_deadlock),
        cmocka_unit_test(test_points_of_no_deadlock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
