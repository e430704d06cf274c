/* test_races.c -- what schedules show: findings, points, documents and tables; and what is not said. */
#include "rubrics/races.h"
#include "rubrics/values_text.h"
#include "tests/unit/made_up.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define LIST(field, type, ...) \
    .field = (const type[])    \
    {                          \
        __VA_ARGS__            \
    }
#define SIDE(who, line_, writes_, lock)                                                                            \
    {                                                                                                              \
        .process = (who), .thread = 1, .writes = (writes_), .where = {"a.c", (line_), 0, "add"}, .holding = (lock) \
    }
#define READS(who, line_, lock) SIDE(who, line_, false, lock)
#define WRITES(who, line_, lock) SIDE(who, line_, true, lock)
#define RACE(name, ...)                                            \
    {                                                              \
        .variable = (name), .schedules = 3, .seed = 7, __VA_ARGS__ \
    }
#define UNLOCKED RACE("counter", .first = WRITES("child 1", 12, ""), .second = WRITES("child 2", 12, ""))
#define STALE                                                                                                 \
    RACE("counter", .is_stale = true, .first = READS("child 1", 12, ""), .second = WRITES("child 1", 13, ""), \
         .between = WRITES("child 2", 13, ""))
#define ENDING(text_, count_, seed_)                                          \
    {                                                                         \
        .text = (text_), .is_value = true, .count = (count_), .seed = (seed_) \
    }
#define ENDINGS(...)                                  \
    LIST(outcomes, struct outcome_seen, __VA_ARGS__), \
        .outcome_count = COUNT(((const struct outcome_seen[]){__VA_ARGS__}))
#define VALUE(...)                                                          \
    {                                                                       \
        .name = "counter", .wanted = &wanted, .is_known = true, __VA_ARGS__ \
    }
#define VALUES(...) \
    LIST(values, struct value_seen, __VA_ARGS__), .value_count = COUNT(((const struct value_seen[]){__VA_ARGS__}))
#define RACES(...) \
    LIST(races, struct race_seen, __VA_ARGS__), .race_count = COUNT(((const struct race_seen[]){__VA_ARGS__}))
#define ENDED(what_kind, call)                                                                                      \
    {                                                                                                               \
        .kind = (what_kind), .what = (call), .variable = "ready", .process = "child 1", .thread = 1, .seed = 90001, \
        .where = {"a.c", 9, 0, "add"}, .then = "line 10 reads x = 0, and then y"                                    \
    }
#define MISUSES(...) \
    LIST(misuses, struct misuse_seen, __VA_ARGS__), .misuse_count = COUNT(((const struct misuse_seen[]){__VA_ARGS__}))
#define MISUSE(kind_, what_)                                                                     \
    {                                                                                            \
        .kind = (kind_), .what = (what_), .variable = "lock", .process = "child 1", .thread = 1, \
        .where = {"a.c", 9, 0, "add"}, .seed = 3, .holder = "child 2"                            \
    }
#define UNKNOWN(text) LIST(unknown, char *const, (text)), .unknown_count = 1
#define TRIED .case_id = "k", .schedules = 200

static const struct rubric_value wanted = {.name = "counter",
                                           .source = VALUE_VARIABLE,
                                           .variable = "counter",
                                           .allowed = (const char *const[]){"4", NULL},
                                           .allowed_count = 1,
                                           .schedules = 200};
static const struct outcome_seen right[] = {ENDING("4", 200, 1)};
#define RIGHT VALUE(.outcomes = right, .outcome_count = 1, .guards = 1U << LOCK_MUTEX, .tasks = 2)
#define LOST VALUE(ENDINGS(ENDING("4", 150, 1), ENDING("3", 40, 7), ENDING("2", 10, 9)), .tasks = 2)
#define NEVER VALUE(ENDINGS(ENDING("0", 200, 1)), .tasks = 2)

/* name of the claim, evidence, the findings that must come out as "code severity", and a piece of the first message. */
static const struct finding_row {
    const char *claim;
    struct race_evidence seen;
    const char *findings, *message;
} finding_rows[] = {
    {"nothing for a right counter", {TRIED, VALUES(RIGHT)}, "", NULL},
    {"a race is named with processes and lines",
     {TRIED, VALUES(RIGHT), RACES(UNLOCKED)},
     "data-race error",
     "Data race on counter: child 1 changes it in line 12, child 2 changes it in line 12, and nothing says which comes "
     "first. Neither holds a lock there."},
    {"one finding for an array",
     {TRIED, VALUES(RIGHT),
      RACES(RACE("slot[1]", .first = WRITES("child 1", 5, ""), .second = READS("parent", 9, "")),
            RACE("slot[2]", .first = WRITES("child 2", 5, ""), .second = READS("parent", 9, "")))},
     "data-race error",
     "slot[1]"},
    {"two for two variables",
     {TRIED, VALUES(RIGHT),
      RACES(UNLOCKED, RACE("total", .first = WRITES("child 1", 5, ""), .second = READS("parent", 9, "")))},
     "data-race error, data-race error",
     "counter"},
    {"a lock on one side only",
     {TRIED, VALUES(RIGHT),
      RACES(RACE("counter", .first = WRITES("child 1", 5, "lock"), .second = READS("child 2", 9, "")))},
     "data-race error",
     "There child 1 holds lock, but child 2 holds no lock."},
    {"two different locks",
     {TRIED, VALUES(RIGHT),
      RACES(RACE("counter", .first = WRITES("child 1", 5, "a"), .second = READS("child 2", 9, "b")))},
     "data-race error",
     "child 1 holds a, and child 2 holds b"},
    {"a lost update without a race is no finding while all comes out right",
     {TRIED, VALUES(RIGHT), RACES(STALE)},
     "",
     NULL},
    {"a lost update explains a wrong total",
     {TRIED, VALUES(LOST), RACES(STALE)},
     "outcome-varies error",
     "counter must end with 4; it did in 150 of 200 schedules, but also ended with 3 (40 times) and 2 (10 times): up "
     "to "
     "2 were lost. child 1 read counter in line 12, then child 2 changed it in line 13"},
    {"less than it must be, but nothing was lost",
     {TRIED, VALUES(LOST)},
     "outcome-varies error",
     "ended with 3 (40 times) and 2 (10 times)."},
    {"a semaphore that lets both in",
     {TRIED, VALUES(RIGHT),
      RACES(RACE("counter", .first = WRITES("child 1", 5, "places"), .second = WRITES("child 2", 5, "places"),
                 .both = RACE_BOTH_SEMAPHORE, .both_name = "places"))},
     "data-race error",
     "first. Each has come through places, a semaphore that lets more than one in at once."},
    {"a lock that both hold for reading",
     {TRIED, VALUES(RIGHT),
      RACES(RACE("counter", .first = WRITES("child 1", 5, "lock"), .second = WRITES("child 2", 5, "lock"),
                 .both = RACE_BOTH_READ_LOCK, .both_name = "lock"))},
     "data-race error",
     "first. Each holds lock there for reading only."},
    {"a semaphore on one side only was taken: perhaps as a signal",
     {TRIED, VALUES(RIGHT),
      RACES(RACE("counter",
                 .first = {.process = "child 1",
                           .thread = 1,
                           .writes = true,
                           .where = {"a.c", 5, 0, "add"},
                           .holding = "w",
                           .by_semaphore = true},
                 .second = READS("child 2", 9, "")))},
     "data-race error",
     "There child 1 has taken w, but child 2 holds no lock."},
    {"a lock on a file that two processes have",
     {TRIED, VALUES(RIGHT),
      RACES(RACE("counter", .first = WRITES("child 1", 5, "file 1"), .second = WRITES("child 2", 5, "file 1"),
                 .both = RACE_BOTH_FILE_LOCK, .both_name = "file 1"))},
     "data-race error",
     "first. Each holds the lock of file 1 there: it let both in."},
    {"a lock on a file that two threads have",
     {TRIED, VALUES(RIGHT),
      RACES(RACE("counter", .first = WRITES("parent", 5, "file 1"), .second = WRITES("parent", 5, "file 1"),
                 .both = RACE_BOTH_THREADS_FILE_LOCK, .both_name = "file 1"))},
     "data-race error",
     "first. Each holds the lock of file 1 there, which does not keep the threads of one process apart."},
    {"two locks of one name",
     {TRIED, VALUES(RIGHT),
      RACES(RACE("counter", .first = WRITES("child 1", 5, "lock"), .second = WRITES("child 2", 5, "lock")))},
     "data-race error",
     "first. Each holds lock there, but not the same one."},
    {"always wrong is for the check to tell", {TRIED, VALUES(NEVER)}, "", NULL},
    {"a race may be none where a lock may not have been seen",
     {TRIED, VALUES(LOST), RACES(UNLOCKED), UNKNOWN("it has assembly in it"), .is_doubtful = true},
     "data-race note",
     "Perhaps a data race on counter"},
    {"a sleep beside a race",
     {TRIED, VALUES(RIGHT), RACES(UNLOCKED), LIST(sleeps, struct place, {"a.c", 20, 0, NULL}), .sleep_count = 1},
     "data-race error, sleep-as-synchronisation warning",
     "Data race"},
    {"a sleep that hides nothing",
     {TRIED, VALUES(RIGHT), RACES(STALE), LIST(sleeps, struct place, {"a.c", 20, 0, NULL}), .sleep_count = 1},
     "",
     NULL},
    {"one finding for one mistake with a lock, however often",
     {TRIED, VALUES(RIGHT), MISUSES(MISUSE(MISUSE_UNLOCK_NOT_HELD, "mutex"), MISUSE(MISUSE_UNLOCK_NOT_HELD, "mutex"))},
     "lock-misuse error",
     "child 1 gives back lock"},
    {"a value that was asked for and is not there is no outcome",
     {TRIED, VALUES({.name = "counter", .wanted = &wanted})},
     "",
     NULL},
    {"what varies and was not asked for may be meant",
     {TRIED, VALUES({.name = "winner", .is_known = true, ENDINGS(ENDING("1", 150, 1), ENDING("2", 50, 3))})},
     "outcome-varies note",
     "winner does not end the same in every schedule: 1 (150 times) and 2 (50 times)."},
    {"outcomes that begin alike are told by the lines in which they differ",
     {TRIED, VALUES({.name = "stdout",
                     .is_known = true,
                     ENDINGS(ENDING("done\na 1\nb 1\n", 150, 1), ENDING("done\na 1\nb 2\n", 40, 3),
                             ENDING("nothing\n", 10, 7))})},
     "outcome-varies note",
     "stdout does not end the same in every schedule: line 3: b 1 (150 times), line 3: b 2 (40 times) and nothing (10 "
     "times)."},
    {"an output that is empty, and one that is cut between two characters",
     {TRIED, VALUES({.name = "stdout",
                     .is_known = true,
                     ENDINGS(ENDING("", 9, 1),
                             ENDING("123456789 123456789 123456789 12345678\xc3\xa9\xc3\xa9\xc3\xa9", 8, 3))})},
     "outcome-varies note",
     "every schedule: nothing (9 times) and 123456789 123456789 123456789 12345678\xc3\xa9\xe2\x80\xa6 (8 times)."},
    {"not beside a race on it",
     {TRIED, VALUES({.name = "counter", .is_known = true, ENDINGS(ENDING("4", 150, 1), ENDING("2", 50, 3))}),
      RACES(UNLOCKED)},
     "data-race error, outcome-varies error",
     "Data race"},
    {"a lock for threads only",
     {TRIED, VALUES(RIGHT), MISUSES(MISUSE(MISUSE_LOCK_NOT_SHARED, "semaphore"))},
     "lock-not-shared error",
     "The semaphore lock is used by several processes"},
    {"a copied lock that harms nobody is a note",
     {TRIED, VALUES(RIGHT), MISUSES(MISUSE(MISUSE_LOCK_COPIED, "mutex"))},
     "lock-not-shared note",
     "ordinary variable"},
    {"and an error where a race comes of it",
     {TRIED, VALUES(RIGHT), RACES(UNLOCKED), MISUSES(MISUSE(MISUSE_LOCK_COPIED, "mutex"))},
     "data-race error, lock-not-shared error",
     "Data race"},
    {"a copied variable that explains nothing is a note",
     {TRIED, VALUES(RIGHT), MISUSES(MISUSE(MISUSE_VALUE_COPIED, ""))},
     "value-not-shared note",
     "fork() gave each process a copy"},
    {"and of a race on another variable it is none of the reasons",
     {TRIED, VALUES(RIGHT), RACES(UNLOCKED), MISUSES(MISUSE(MISUSE_VALUE_COPIED, ""))},
     "data-race error, value-not-shared note",
     "Data race"},
    {"and an error where the total is wrong",
     {TRIED, VALUES(NEVER), MISUSES(MISUSE(MISUSE_VALUE_COPIED, ""))},
     "value-not-shared error",
     "fork() gave each process a copy"},
    {"a lock that is kept",
     {TRIED, VALUES(RIGHT), MISUSES(MISUSE(MISUSE_HELD_AT_EXIT, "mutex"))},
     "lock-misuse warning",
     "child 1 ended while it still held lock, taken in line 9."},
    {"a lock given back that was not held",
     {TRIED, VALUES(RIGHT), MISUSES(MISUSE(MISUSE_UNLOCK_NOT_HELD, "mutex"))},
     "lock-misuse error",
     "child 1 gives back lock in line 9 without holding it: child 2 holds it."},
    {"a lock whose kind refuses that harms nobody",
     {TRIED, VALUES(RIGHT), MISUSES(MISUSE(MISUSE_UNLOCK_REFUSED, "mutex"))},
     "lock-misuse note",
     "child 1 gives back lock in line 9 without holding it: pthread_mutex_unlock() refuses that (EPERM)"},
    {"a condition without its mutex",
     {TRIED, VALUES(RIGHT), MISUSES(MISUSE(MISUSE_COND_NOT_HELD, "mutex"))},
     "lock-misuse error",
     "child 1 waits for a condition variable in line 9 without holding the mutex lock"},
    {"a condition with two mutexes",
     {TRIED, VALUES(RIGHT), MISUSES(MISUSE(MISUSE_COND_TWO_MUTEXES, "condition variable"))},
     "lock-misuse error",
     "child 1 waits for the condition variable lock in line 9 with another mutex"},
    {"a condition that is waited for once",
     {TRIED, VALUES(RIGHT), MISUSES(ENDED(MISUSE_COND_ONCE, "pthread_cond_wait"))},
     "lock-misuse note",
     "child 1 waits for ready in line 9. pthread_cond_wait() may return though nobody signalled (POSIX allows it); "
     "tried once, it did, and child 1 went on: line 10 reads x = 0, and then y."},
    {"a time that is over",
     {TRIED, VALUES(RIGHT), MISUSES(ENDED(MISUSE_TIMED_OUT, "sem_timedwait"))},
     "lock-misuse note",
     "child 1 waits for ready in line 9 for a limited time. Tried once, that was over first, as it may be on a busy "
     "machine; sem_timedwait() said so, and child 1 went on: line 10 reads x = 0, and then y."},
    {"a lock around all work",
     {TRIED, VALUES(RIGHT), MISUSES(MISUSE(MISUSE_TOO_STRONG, "mutex"))},
     "too-strong note",
     "Whoever takes lock takes it once, around all of its work in line 9, so"},
    {"which is nothing beside a race",
     {TRIED, VALUES(RIGHT), RACES(UNLOCKED), MISUSES(MISUSE(MISUSE_TOO_STRONG, "mutex"))},
     "data-race error",
     "Data race"},
    {"an order that only x86 keeps",
     {TRIED, VALUES(RIGHT), MISUSES(MISUSE(MISUSE_ONLY_ON_X86, ""))},
     "only-on-x86 note",
     "child 1 waits until lock changes, and then loads in line 9 what was stored before that"},
    {"relaxed additions",
     {TRIED, VALUES(RIGHT), MISUSES(MISUSE(MISUSE_RELAXED_ENOUGH, ""))},
     "benign-idiom note",
     "lock is added to with memory_order_relaxed in line 9. That is enough here"},
    {"a look without the lock",
     {TRIED, VALUES(RIGHT), MISUSES(MISUSE(MISUSE_LOOKS_WITHOUT, ""))},
     "benign-idiom note",
     "child 1 looks at lock in line 9 without the lock under which it is changed."},
    {"stuck in some schedule",
     {TRIED, VALUES(RIGHT),
      LIST(stuck, struct race_stuck,
           {.waits = (const struct race_wait[]){{.process = "child 1", .call = "sem_wait", .on = "b", .owner = ""}},
            .wait_count = 1,
            .schedules = 4,
            .seed = 11}),
      .stuck_count = 1},
     "deadlock error",
     "In some schedules the program is stuck for ever: child 1 waits in sem_wait() for b. (Seen in 4 of 200 "
     "schedules.)"},
    {"four outcomes are told, and one other",
     {TRIED,
      VALUES({.name = "winner",
              .is_known = true,
              ENDINGS(ENDING("1", 9, 1), ENDING("2", 8, 3), ENDING("3", 7, 4), ENDING("4", 6, 5), ENDING("5", 5, 6))})},
     "outcome-varies note",
     "4 (6 times) and 1 other."},
    {"four outcomes are told, and two others",
     {TRIED, VALUES({.name = "winner",
                     .is_known = true,
                     ENDINGS(ENDING("1", 9, 1), ENDING("2", 8, 3), ENDING("3", 7, 4), ENDING("4", 6, 5),
                             ENDING("5", 5, 6), ENDING("6", 4, 7))})},
     "outcome-varies note",
     "4 (6 times) and 2 others."},
    {"nothing of a record that cannot be believed",
     {TRIED, .broken = "it was overwritten", VALUES(LOST), RACES(UNLOCKED),
      MISUSES(MISUSE(MISUSE_LOCK_NOT_SHARED, "mutex"))},
     "",
     NULL},
};

static void test_findings(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(finding_rows); i++) {
        const struct finding_row *row = &finding_rows[i];
        AUTO_ARENA struct arena *arena = arena_make();
        struct evidence evidence = {.races = &row->seen, .race_count = 1};
        struct findings found = {0};
        AUTO_BUF struct buf codes = {0};
        buf_add_string(&codes, "");
        races_find(&evidence, arena, &found);
        for (size_t k = 0; k < found.count; k++)
            buf_printf(&codes, "%s%s %s", k == 0 ? "" : ", ", finding_code_name(found.items[k].code),
                       severity_name(found.items[k].severity));
        if (strcmp(codes.data, row->findings) != 0)
            fail_msg("%s: found '%s', not '%s'", row->claim, codes.data, row->findings);
        if (row->message && !strstr(found.items[0].message, row->message))
            fail_msg("%s: said '%s'", row->claim, found.items[0].message);
        for (size_t k = 0; k < found.count; k++)
            assert_true(*found.items[k].hint && strcmp(found.items[k].case_id, "k") == 0 && found.items[k].run == 0);
    }
}

/* claim, check, evidence, what is earned of 100, and a piece of the sentence. */
static const struct check_row {
    const char *claim, *check;
    struct race_evidence seen;
    uint32_t points;
    const char *message;
    const char *lock;
    bool complete;
} check_rows[] = {
    {"race-free", "race-free", {TRIED, VALUES(RIGHT)}, 100, "No two accesses", NULL, false},
    {"race-free, but for a race",
     "race-free",
     {TRIED, VALUES(RIGHT), RACES(UNLOCKED)},
     0,
     "1 variable is used",
     NULL,
     false},
    {"race-free with a lost update that is no race",
     "race-free",
     {TRIED, VALUES(LOST), RACES(STALE)},
     100,
     "No two",
     NULL,
     false},
    {"race-free is not said of what nobody saw",
     "race-free",
     {TRIED, VALUES(RIGHT), UNKNOWN("it has assembly in it")},
     0,
     "could not be decided: it has assembly in it.",
     NULL,
     false},
    {"race-free is not said of a forged record",
     "race-free",
     {TRIED, VALUES(RIGHT), .broken = "it was overwritten"},
     0,
     "could not be decided: it was overwritten.",
     NULL,
     false},
    {"race-free is not said of no schedules",
     "race-free",
     {.case_id = "k", VALUES(RIGHT)},
     0,
     "not be decided",
     NULL,
     false},
    {"the right outcome", "value-outcome", {TRIED, VALUES(RIGHT)}, 100, "ends as it should", NULL, false},
    {"one wrong outcome of many",
     "value-outcome",
     {TRIED, VALUES(LOST)},
     0,
     "Not as it should in every schedule: counter.",
     NULL,
     false},
    {"the right outcome, written otherwise",
     "value-outcome",
     {TRIED, VALUES(VALUE(ENDINGS(ENDING("4.0", 200, 1))))},
     100,
     "as it should",
     NULL,
     false},
    {"always wrong", "value-outcome", {TRIED, VALUES(NEVER)}, 0, "Not as it should", NULL, false},
    {"wrong, unless a lock was not seen",
     "value-outcome",
     {TRIED, VALUES(LOST), UNKNOWN("it has assembly in it"), .is_doubtful = true},
     0,
     "could not be decided: it has assembly in it.",
     NULL,
     false},
    {"a deadlock is no value",
     "value-outcome",
     {TRIED, VALUES(VALUE(ENDINGS(ENDING("4", 199, 1), {.text = "4", .count = 1, .seed = 2})))},
     0,
     "Not as it should",
     NULL,
     false},
    {"a value that is not there",
     "value-outcome",
     {TRIED, VALUES({.name = "counter", .wanted = &wanted})},
     0,
     "no shared counter",
     NULL,
     false},
    {"no outcome at all",
     "value-outcome",
     {TRIED, .broken = "it was overwritten", VALUES(VALUE(.tasks = 2))},
     0,
     "not be decided",
     NULL,
     false},
    {"forged right outcomes earn nothing",
     "value-outcome",
     {TRIED, .broken = "it was overwritten", VALUES(RIGHT)},
     0,
     "not be decided",
     NULL,
     false},
    {"all schedules are wanted, and were tried",
     "value-outcome",
     {TRIED, .is_complete = true, VALUES(RIGHT)},
     100,
     "as it should",
     NULL,
     true},
    {"all schedules are wanted, and were not tried",
     "value-outcome",
     {TRIED, VALUES(RIGHT)},
     0,
     "the 200 that were tried are not all",
     NULL,
     true},
    {"all schedules are wanted, and why they were not tried is known",
     "value-outcome",
     {TRIED, LIST(reasons, struct reason_seen, {"clock", "It asks what time it is.", false}), .reason_count = 1,
      VALUES(RIGHT)},
     0,
     "the 200 that were tried are not all. It asks what time it is.",
     NULL,
     true},
    {"a lock", "uses-lock", {TRIED, VALUES(RIGHT)}, 100, "under a lock", NULL, false},
    {"a lock of the right kind", "uses-lock", {TRIED, VALUES(RIGHT)}, 100, "under a lock", "mutex", false},
    {"a lock of another kind",
     "uses-lock",
     {TRIED, VALUES(RIGHT)},
     0,
     "of the kind semaphore that keeps others out: counter",
     "semaphore",
     false},
    {"no lock", "uses-lock", {TRIED, VALUES(LOST)}, 0, "without a lock", NULL, false},
    {"no lock that could be seen",
     "uses-lock",
     {TRIED, VALUES(LOST), UNKNOWN("it has assembly in it"), .is_doubtful = true},
     0,
     "could not be decided: it has assembly in it",
     NULL,
     false},
    {"a lock that is not shared",
     "uses-lock",
     {TRIED, VALUES(RIGHT), MISUSES(MISUSE(MISUSE_LOCK_NOT_SHARED, "mutex"))},
     0,
     "without a lock",
     NULL,
     false},
    {"a lock that lets two in",
     "uses-lock",
     {TRIED, VALUES(RIGHT),
      RACES(RACE("counter", .first = WRITES("child 1", 12, "places"), .second = WRITES("child 2", 12, "places"),
                 .both = RACE_BOTH_SEMAPHORE, .both_name = "places"))},
     0,
     "without a lock",
     NULL,
     false},
    {"a lock that lets two in to another variable",
     "uses-lock",
     {TRIED, VALUES(RIGHT),
      RACES(RACE("total", .first = WRITES("child 1", 12, "places"), .second = WRITES("child 2", 12, "places"),
                 .both = RACE_BOTH_SEMAPHORE, .both_name = "places"))},
     100,
     "under a lock",
     NULL,
     false},
    {"a lock that who only reads does without",
     "uses-lock",
     {TRIED, VALUES(RIGHT),
      RACES(RACE("counter", .first = WRITES("child 1", 12, "lock"), .second = READS("parent", 30, "")))},
     100,
     "under a lock",
     NULL,
     false},
    {"a variable that it does not have",
     "uses-lock",
     {TRIED, VALUES({.name = "counter", .outcomes = right, .outcome_count = 1})},
     0,
     "could not be decided: the program has no shared counter",
     NULL,
     false},
    {"a lock that is right", "no-lock-misuse", {TRIED, VALUES(RIGHT)}, 100, "Every lock", NULL, false},
    {"a right value under a lock that is not shared",
     "no-lock-misuse",
     {TRIED, VALUES(RIGHT), MISUSES(MISUSE(MISUSE_LOCK_NOT_SHARED, "mutex"))},
     0,
     "not made for those",
     NULL,
     false},
    {"a copy of a lock that does no harm",
     "no-lock-misuse",
     {TRIED, VALUES(RIGHT), MISUSES(MISUSE(MISUSE_LOCK_COPIED, "mutex"))},
     100,
     "Every lock",
     NULL,
     false},
    {"no schedule was run", "no-lock-misuse", {VALUES(RIGHT)}, 0, "not be decided", NULL, false},
    {"a value nobody changes",
     "uses-lock",
     {TRIED, VALUES(VALUE(.outcomes = right, .outcome_count = 1, .guards = 1))},
     0,
     "not be decided",
     NULL,
     false},
};

static void test_checks(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(check_rows); i++) {
        const struct check_row *row = &check_rows[i];
        AUTO_ARENA struct arena *arena = arena_make();
        struct rubric_value value = wanted;
        value.complete = row->complete;
        struct value_seen seen = row->seen.values[0];
        seen.wanted = &value;
        struct race_evidence race = row->seen;
        race.values = &seen;
        const char *locks[] = {row->lock, NULL};
        struct rubric_criterion criterion = {.id = "c",
                                             .title = "C",
                                             .check = row->check,
                                             .points = 100,
                                             .values = (const size_t[]){0},
                                             .value_count = 1,
                                             .locks = locks,
                                             .lock_count = row->lock != NULL};
        struct rubric rubric = {.values = &value, .value_count = 1, .criteria = &criterion, .criterion_count = 1};
        struct evidence evidence = {.build = {.compiled = true}, .races = &race, .race_count = 1};
        struct grade grade = {0};
        judge(&rubric, &evidence, arena, &grade);
        if (grade.points != row->points || !strstr(grade.criteria[0].message, row->message))
            fail_msg("%s: %u points: %s", row->claim, grade.points, grade.criteria[0].message);
    }
}

/* What the evidence of a replayed grade lacks is not judged, and nothing aborts. */
static void test_missing_values_are_unknown(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    struct rubric_criterion criterion = {
        .id = "c", .title = "C", .check = "race-free", .points = 100, .values = (const size_t[]){0}, .value_count = 1};
    struct rubric rubric = {.values = &wanted, .value_count = 1, .criteria = &criterion, .criterion_count = 1};
    struct evidence evidence = {.build = {.compiled = true}, .value_missing = (const bool[]){true}};
    struct grade grade = {0};
    judge(&rubric, &evidence, arena, &grade);
    assert_true(grade.criteria[0].unknown);
    assert_int_equal(grade.points, 0);
}

static const struct step_seen steps[] = {
    {"child 1", 1, "reads counter = 2", {"a.c", 12, 0, "add"}},
    {"child 2", 1, "reads counter = 2", {"a.c", 12, 0, "add"}},
    {"child 1", 1, "writes counter = 3", {"a.c", 12, 0, "add"}},
    {"child 2", 1, "writes counter = 3", {"a.c", 12, 0, "add"}},
};
static const struct witness_seen witness = {7, steps, 4};

static void test_document_and_table(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    const struct outcome_seen outcomes[] = {
        ENDING("4", 150, 1), {.text = "3", .is_value = true, .count = 50, .seed = 7, .witness = &witness}};
    const struct value_seen value = VALUE(.outcomes = outcomes, .outcome_count = 2);
    const struct race_seen race[] = {UNLOCKED, STALE};
    const struct reason_seen reasons[] = {{"assembly", "it has assembly in it", true}, {"clock", "It asks.", false}};
    const struct race_evidence seen = {
        TRIED,           .values = &value,         .value_count = 1,   .races = race,
        .race_count = 2, UNKNOWN(reasons[0].text), .reasons = reasons, .reason_count = 2};
    struct rubric rubric = {.id = "r", .title = "R", .task = "", .values = &wanted, .value_count = 1};
    struct grade grade = {.id = "", .rubric = &rubric, .compiler = "gcc"};
    grade.evidence = (struct evidence){.races = &seen, .race_count = 1};
    struct bytes json = grade_json(&grade, false, arena);
    static const char wanted_json[] =
        "\"values\":[{\"name\":\"counter\",\"case\":\"k\",\"expected\":\"4\",\"schedules\":200,\"race_free\":false,"
        "\"complete\":false,\"incomplete\":[{\"reason\":\"assembly\",\"message\":\"it has assembly in it\"},"
        "{\"reason\":\"clock\",\"message\":\"It "
        "asks.\"}],\"outcomes\":[{\"value\":\"4\",\"count\":150,\"seed\":1,\"right\":true},"
        "{\"value\":\"3\",\"count\":50,\"seed\":7,\"right\":false}],\"lost\":{\"min\":0,\"max\":1},\"unknown\":[\"it "
        "has assembly in it\"],"
        "\"witness\":{\"seed\":7,\"steps\":[{\"process\":\"child 1\",\"thread\":1,\"does\":\"reads counter = 2\","
        "\"at\":{\"file\":\"a.c\",\"line\":12,\"function\":\"add\"}}";
    if (!strstr(json.data, wanted_json))
        fail_msg("%s", json.data);
    struct err e = {0};
    struct bytes text = grade_text(json, NULL, 0, false, arena, &e);
    static const char table[] = "What it ends with\n"
                                "  counter must end with 4: 200 schedules, not all there are\n"
                                "    ✓ 4        150  ███████████████  seed 1\n"
                                "    ✗ 3         50  █████  seed 7\n"
                                "    not known: it has assembly in it\n"
                                "    not all: It asks.\n"
                                "    step by step (--seed 7 shows it again), with lines:\n"
                                "    child 1                                         child 2\n"
                                "    12: reads counter = 2\n"
                                "                                                    12: reads counter = 2\n"
                                "    12: writes counter = 3\n"
                                "                                                    12: writes counter = 3\n";
    for (const char *line = table; *line; line = strchr(line, '\n') + 1) {
        size_t size = (size_t)(strchr(line, '\n') - line);
        const char *one = arena_copy(arena, line, size);
        if (!strstr(text.data, one))
            fail_msg("no line '%s' in\n%s", one, text.data);
    }
    assert_null(strstr(text.data, "not all: it has assembly")); /* it is told once */
}

/* What it must end with, and all that it ended with begin alike: the table says where they part. */
static void test_what_is_wanted_is_told_apart(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    const struct rubric_value lines = {.name = "out",
                                       .source = VALUE_STDOUT,
                                       .allowed = (const char *const[]){"a\nb\n", NULL},
                                       .allowed_count = 1,
                                       .schedules = 200};
    const struct outcome_seen outcomes[] = {ENDING("a\nc\n", 200, 1)};
    const struct value_seen value = {
        .name = "out", .wanted = &lines, .is_known = true, .outcomes = outcomes, .outcome_count = 1};
    const struct race_evidence seen = {TRIED, .values = &value, .value_count = 1};
    struct rubric rubric = {.id = "r", .title = "R", .task = "", .values = &lines, .value_count = 1};
    struct grade grade = {.id = "", .rubric = &rubric, .compiler = "gcc"};
    struct err e = {0};
    grade.evidence = (struct evidence){.races = &seen, .race_count = 1};
    struct bytes text = grade_text(grade_json(&grade, false, arena), NULL, 0, false, arena, &e);
    if (!strstr(text.data, "  out must end with line 2: b: 200 schedules") || !strstr(text.data, "    ✗ line 2: c "))
        fail_msg("%s", text.data);
}

/* The finding names the seed whose steps are shown: of the outcome that is rare, or where updates are lost the
 * smallest. */
static void test_seed_is_of_the_steps(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    const struct witness_seen usual = {3, steps, 4}, rare = {24, steps, 4}, least = {9, steps, 4};
    const struct outcome_seen outcomes[] = {
        {.text = "0", .is_value = true, .count = 33, .seed = 3, .witness = &usual},
        {.text = "2", .is_value = true, .count = 2, .seed = 24, .witness = &rare},
        {.text = "-1", .is_value = true, .count = 1, .seed = 9, .witness = &least},
    };
    const struct value_seen value = {.name = "counter", .is_known = true, .outcomes = outcomes, .outcome_count = 3};
    const struct race_seen races[] = {UNLOCKED};
    struct race_evidence seen = {TRIED, .values = &value, .value_count = 1, .races = races, .race_count = 0};
    const struct evidence evidence = {.races = &seen, .race_count = 1};
    struct findings found = {0}, lost = {0};
    races_find(&evidence, arena, &found);
    assert_int_equal(found.items[0].seed, 24);
    assert_ptr_equal(races_witness(&seen, &value), &rare);
    seen.race_count = 1;
    races_find(&evidence, arena, &lost);
    assert_int_equal(lost.items[1].seed, 9);
    assert_ptr_equal(races_witness(&seen, &value), &least);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_findings),
        cmocka_unit_test(test_checks),
        cmocka_unit_test(test_missing_values_are_unknown),
        cmocka_unit_test(test_document_and_table),
        cmocka_unit_test(test_what_is_wanted_is_told_apart),
        cmocka_unit_test(test_seed_is_of_the_steps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
