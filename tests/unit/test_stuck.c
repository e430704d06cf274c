/* test_stuck.c -- what is said of a proved deadlock: sentence, hint, the ends to close, the document. */
#include "rubrics/documents.h"
#include "rubrics/stuck.h"
#include "tests/unit/made_up_stuck.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>

#include <cmocka.h>

enum { FINDINGS_MAX = 4 };

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
       "before line 28 (fd 4); one of the two is not enough. read() returns 0, the end, only when every copy of the "
       "write end is closed, and fork() gives each child a copy of its own.",
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
    {"in the order of names, whoever was born first",
     {PROCESSES(STOOD("parent", 1), STOOD("child 2", 2), STOOD("child 1.1", 3)),
      .deadlock = {.proved = true,
                   .kind = DEADLOCK_OTHER,
                   WAITS({.task = 2, .process = 2, .thread = 1, .call = -1, .on = WAIT_STOPPED, .fd = -1},
                         {.task = 3, .process = 3, .thread = 1, .call = -1, .on = WAIT_STOPPED, .fd = -1})}},
     "other",
     {{FINDING_DEADLOCK,
       "child 1.1",
       "The program is stuck: child 1.1 was stopped by a signal, and nobody will continue it. Child 2 was stopped by a "
       "signal, and nobody will continue it. So nothing will ever move again.",
       NULL,
       {0}}}},
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
       "end, only when every copy of the write end is closed.",
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
       "line 7 for a sem_post() that nobody will make (`full`); of the others, child 2 has ended, 1 waits elsewhere. "
       "So "
       "nothing will ever move again.",
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
       "The program is stuck: the parent waits in sem_wait() at line 7 for a sem_post() that nobody will make; but "
       "when this wait began it was for the threads of one process only: made with pshared 0, or not made yet. So "
       "nothing will ever move again.",
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
       "Take several locks in the same order everywhere, unlock on every way out, also before a thread ends, and never "
       "lock a mutex that the same thread holds already. A semaphore needs a sem_post() for each sem_wait().",
       {7, 9}}}},
    {"who has the lock waits for a post of who waits for the lock",
     {PROCESSES({.name = "parent", .parent = -1, .id = 1, .threads = 3, .program = ""}),
      PLACES(AT_LOCK(10, "a.c", 7, "f", "pthread_mutex_lock", "lock"), AT_LOCK(20, "a.c", 9, "g", "sem_wait", "empty")),
      .deadlock = {.proved = true, .kind = DEADLOCK_LOCK_CYCLE, WAITS(HAS_LOCK(2, 10, 3, false), LOCKED(3, 1, 3, 20))}},
     "lock-cycle",
     {{FINDING_DEADLOCK,
       "parent",
       "The program is stuck: thread 2 of the parent waits in pthread_mutex_lock() at line 7 for the lock `lock`, "
       "which "
       "thread 3 of the parent has locked. Thread 3 of the parent waits in sem_wait() at line 9 for a sem_post() that "
       "nobody will make (`empty`); of the others, thread 1 of the parent has ended. So nothing will ever move "
       "again.",
       "Do not wait in sem_wait() while you hold a lock: whoever is to post needs that lock here. Call sem_wait() "
       "first, and lock then.",
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
    {"a lock that fork() copied, and that was given back in the parent",
     {PROCESSES({.name = "parent", .parent = -1, .id = 1, .threads = 2, .program = ""}, STOOD("child 1", 2)),
      PLACES(AT_LOCK(10, "a.c", 7, "f", "pthread_mutex_lock", "table")),
      .deadlock = {.proved = true,
                   .kind = DEADLOCK_LOCK_CYCLE,
                   WAITS(ALONE(2, 2, 1, 10, .is_mapped_private = true, .lock = WORD_MUTEX,
                               HOLDERS({.process = 1, .fd = -1, .thread = 2, .has_ended = true})))}},
     "lock-cycle",
     {{FINDING_DEADLOCK,
       "child 1",
       "The program is stuck: child 1 waits in pthread_mutex_lock() at line 7 for its own copy of the lock `table`, "
       "which thread 2 of the parent had locked when fork() made that copy. So nothing will ever move again.",
       "fork() copies a lock as it is, and of the threads only the one that calls it: what another thread has locked "
       "at that moment stays locked in the child for ever. Fork before the first thread is made; or lock it before "
       "fork(), and unlock it after that in both; or let the child do without it until it calls exec or "
       "_exit(). A lock that is for both processes must lie in memory that they share (mmap(MAP_SHARED | "
       "MAP_ANONYMOUS) before fork, PTHREAD_PROCESS_SHARED).",
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
       "pthread_cond_signal(), and wait in while (!flag) pthread_cond_wait(...). And pthread_cond_signal() wakes only "
       "one of those who wait: if all are to go on, call pthread_cond_broadcast().",
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
        cmocka_unit_test(test_documents_carry_the_fields_of_the_contract),
        cmocka_unit_test(test_check_no_deadlock),
        cmocka_unit_test(test_points_of_no_deadlock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
