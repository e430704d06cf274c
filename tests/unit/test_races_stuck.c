/* test_races_stuck.c -- schedules in which all wait for ever: what is said of them, and which of the hints. */
#include "rubrics/grade.h"
#include "rubrics/races.h"
#include "tests/unit/made_up.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define THREAD(thread_, who, what, call_, line_, on_, ...)                                                 \
    {                                                                                                      \
        .process = (who), .thread = (thread_), .awaits = RACE_AWAITS_##what, .call = (call_), .on = (on_), \
        .where = {"a.c", (line_), 0, NULL}, __VA_ARGS__                                                    \
    }
#define WAITS(...) THREAD(1, __VA_ARGS__)
#define HELD_BY(who) .owner = (who), .owner_waits = true
#define LEFT_BY(who) .owner = (who)
#define NOBODYS .owner = ""
#define PARENT_WAITS WAITS("parent", END, "wait", 30, "children", NOBODYS)
#define ORDER "same order everywhere"

/* claim, waits, a piece of the message, a piece of the hint, and what neither may say. */
static const struct {
    const char *claim;
    struct race_wait waits[4];
    const char *says, *hint, *never;
} rows[] = {
    {"two mutexes in two orders",
     {WAITS("child 1", LOCK, "pthread_mutex_lock", 5, "b", HELD_BY("child 2")),
      WAITS("child 2", LOCK, "pthread_mutex_lock", 8, "a", HELD_BY("child 1"))},
     "child 1 waits in pthread_mutex_lock() in line 5 for b, held by child 2; child 2 waits",
     ORDER,
     "sem_post"},
    {"two semaphores in two orders: they are taken, not held",
     {WAITS("child 1", SEMAPHORE, "sem_wait", 5, "b", HELD_BY("child 2")),
      WAITS("child 2", SEMAPHORE, "sem_wait", 8, "a", HELD_BY("child 1"))},
     "child 1 waits in sem_wait() in line 5 for b, which child 2 took last; child 2 waits",
     ORDER,
     "held by"},
    {"two threads of one process in two orders",
     {THREAD(2, "parent", LOCK, "pthread_mutex_lock", 5, "b", HELD_BY("thread 3 of parent")),
      THREAD(3, "parent", LOCK, "pthread_mutex_lock", 8, "a", HELD_BY("thread 2 of parent"))},
     "thread 2 of parent waits in pthread_mutex_lock() in line 5 for b, held by thread 3 of parent; thread 3",
     ORDER,
     "It holds this lock already"},
    {"two locks that one function made, and so of one name",
     {WAITS("child 1", LOCK, "pthread_mutex_lock", 5, "lock", HELD_BY("child 2")),
      WAITS("child 2", LOCK, "pthread_mutex_lock", 8, "lock", HELD_BY("child 1"))},
     "held by child 2; child 2 waits",
     ORDER,
     "Unlock before"},
    {"two who wait for one lock",
     {WAITS("child 1", LOCK, "pthread_mutex_lock", 5, "lock", HELD_BY("parent")),
      WAITS("child 2", LOCK, "pthread_mutex_lock", 5, "lock", HELD_BY("parent")), PARENT_WAITS},
     "held by parent; parent waits in wait() in line 30",
     "Unlock before you wait for what others do who need this lock.",
     ORDER},
    {"a token that was used up, by who has ended",
     {PARENT_WAITS, WAITS("child 1", SEMAPHORE, "sem_wait", 26, "s->items", LEFT_BY("child 2"))},
     "for s->items, which child 2 took before it ended, with no sem_post() since.",
     "Each sem_wait() needs a sem_post()",
     ORDER},
    {"a token that was used up, by who waits",
     {WAITS("parent", LOCK, "pthread_mutex_lock", 36, "s->m", HELD_BY("child 1")),
      WAITS("child 1", SEMAPHORE, "sem_wait", 26, "s->empty", HELD_BY("child 1"))},
     "held by child 1; child 1 waits in sem_wait() in line 26 for s->empty. (",
     "Unlock before you wait for what others do who need this lock. Each sem_wait() needs",
     ORDER},
    {"a lock whose holder has ended",
     {PARENT_WAITS, WAITS("child 1", LOCK, "pthread_mutex_lock", 25, "s->m", LEFT_BY("child 2"))},
     "for s->m, held by child 2, which has ended.",
     "Unlock on every way out",
     ORDER},
    {"a lock that fork() copied",
     {PARENT_WAITS, WAITS("child 1", LOCK, "pthread_mutex_lock", 25, "m", NOBODYS)},
     "child 1 waits in pthread_mutex_lock() in line 25 for m. (",
     "fork() copies a lock as it is",
     ORDER},
    {"a lock that is locked twice",
     {WAITS("parent", LOCK, "pthread_mutex_lock", 25, "m", HELD_BY("parent"))},
     "for m, held by parent.",
     "It holds this lock already",
     ORDER},
    {"a signal that came before pause()",
     {WAITS("parent", SIGNAL, "pause", 29, "", NOBODYS)},
     "parent waits in pause() in line 29 for a signal. (",
     "sigsuspend()",
     ORDER},
    {"a signal, in a call that is not known",
     {WAITS("parent", SIGNAL, "", 29, "", NOBODYS)},
     "parent waits in line 29 for a signal. (",
     "sigsuspend()",
     "()  in"},
    {"sigsuspend()",
     {WAITS("parent", SIGNAL, "sigsuspend", 29, "", NOBODYS)},
     "in sigsuspend() in line 29 for a signal",
     "a mask that does not have it",
     "before pause()"},
    {"sigwait()",
     {WAITS("parent", SIGNAL, "sigwait", 29, "", NOBODYS)},
     "in sigwait() in line 29",
     "takes a signal only if it was blocked when it came",
     "before pause()"},
    {"a condition variable",
     {WAITS("parent", CONDITION, "pthread_cond_wait", 29, "c", NOBODYS)},
     "for c. (",
     "while (!ready)",
     ORDER},
    {"a barrier", {WAITS("parent", BARRIER, "pthread_barrier_wait", 29, "b", NOBODYS)}, "for b. (", "as many", ORDER},
    {"data of a pipe, and a child that waits for it",
     {PARENT_WAITS, WAITS("child 1", DATA, "read", 22, "pipe 1", NOBODYS)},
     "parent waits in wait() in line 30 for children; child 1 waits in read() in line 22 for pipe 1.",
     "read() waits until",
     "Nobody can wait for one who waits for him"},
    {"a full pipe", {WAITS("child 1", ROOM, "write", 22, "pipe 1", NOBODYS)}, "pipe 1.", "the pipe is full", ORDER},
    {"a message",
     {PARENT_WAITS, WAITS("child 1", QUEUE, "msgrcv", 22, "the message queue", NOBODYS)},
     "in msgrcv() in line 22 for the message queue.",
     "Each msgrcv() needs a msgsnd()",
     ORDER},
    {"a FIFO that nobody opens from the other side",
     {PARENT_WAITS, WAITS("child 1", FIFO_OPEN, "open", 22, "", NOBODYS)},
     "child 1 waits in open() in line 22 for somebody to open the other end of that FIFO.",
     "open() of a FIFO waits until another process opens the other end",
     "read()"},
    {"two who wait for each other",
     {WAITS("parent", END, "pthread_join", 22, "thread 2", NOBODYS),
      THREAD(2, "parent", END, "pthread_join", 12, "thread 1", NOBODYS)},
     "parent waits in pthread_join() in line 22 for thread 2; thread 2 of parent",
     "Nobody can wait for one who waits for him",
     ORDER},
};

static void test_stuck(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        struct race_stuck stuck = {.waits = rows[i].waits, .schedules = 4, .seed = 11};
        while (stuck.wait_count < COUNT(rows[i].waits) && rows[i].waits[stuck.wait_count].process)
            stuck.wait_count++;
        const struct race_evidence seen = {.case_id = "k", .schedules = 200, .stuck = &stuck, .stuck_count = 1};
        const struct evidence evidence = {.races = &seen, .race_count = 1};
        struct findings found = {0};
        races_find(&evidence, arena, &found);
        assert_int_equal(found.count, 1);
        const struct finding *f = &found.items[0];
        if (!strstr(f->message, rows[i].says) || !strstr(f->hint, rows[i].hint) || strstr(f->message, rows[i].never) ||
            strstr(f->hint, rows[i].never))
            fail_msg("%s: '%s' '%s'", rows[i].claim, f->message, f->hint);
        assert_non_null(strstr(f->message, "(Seen in 4 of 200 schedules.)"));
        assert_non_null(strstr(f->hint, "--seed 11"));
    }
}

/* The outcome "stuck for ever" counts all the ways together; the finding tells one of them. */
static void test_several_ways(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    const struct race_wait wait = PARENT_WAITS;
    const struct race_stuck stuck[] = {{&wait, 1, 2, 3}, {&wait, 1, 3, 5}};
    const struct race_evidence seen = {.case_id = "k", .schedules = 8, .stuck = stuck, .stuck_count = 2};
    const struct evidence evidence = {.races = &seen, .race_count = 1};
    struct findings found = {0};
    races_find(&evidence, arena, &found);
    assert_non_null(strstr(found.items[0].message, "(Seen in this way in 2 of 8 schedules, and in others in 3.)"));
}

/* Whether a program can get stuck is seen in schedules, too: without them that is open, where a value asks for them. */
static void test_missing_schedules_leave_deadlocks_open(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    static const struct rubric_case both[] = {{.id = "k", .runs = 1}, {.id = "other", .runs = 1}};
    const struct rubric_criterion criteria[] = {
        {.id = "c", .title = "C", .check = "no-deadlock", .points = 100, CASES(0)},
        {.id = "d", .title = "D", .check = "no-deadlock", .points = 100, CASES(1)},
        {.id = "e", .title = "E", .check = "no-timeout", .points = 100, CASES(0)},
    };
    const struct rubric_value wanted = {.name = "counter", .allowed = (const char *const[]){"4"}, .allowed_count = 1};
    const struct rubric rubric = {.cases = both,
                                  .case_count = COUNT(both),
                                  .values = &wanted,
                                  .value_count = 1,
                                  .criteria = criteria,
                                  .criterion_count = COUNT(criteria)};
    struct evidence evidence = {COMPILED, RUNS({"k", 1, EXITED("")}, {"other", 1, EXITED("")}),
                                .value_missing = (const bool[]){true}};
    struct grade grade = {0};
    judge(&rubric, &evidence, arena, &grade);
    assert_true(grade.criteria[0].unknown);
    assert_false(grade.criteria[1].unknown || grade.criteria[2].unknown);
    assert_int_equal(grade.points, 200);
    evidence.value_missing = NULL;
    judge(&rubric, &evidence, arena, &grade);
    assert_int_equal(grade.points, 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_stuck), cmocka_unit_test(test_several_ways),
                                       cmocka_unit_test(test_missing_schedules_leave_deadlocks_open)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
