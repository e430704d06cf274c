/* test_races_hints.c -- what is said to mend a race, and which of several explains an outcome. */
#include "rubrics/races.h"
#include "tests/unit/made_up.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define AT(line_)                \
    {                            \
        "a.c", (line_), 0, "add" \
    }
#define WRITES(who, line_, lock)                                                             \
    {                                                                                        \
        .process = (who), .thread = 1, .writes = true, .where = AT(line_), .holding = (lock) \
    }
#define RACE(name, ...)                                            \
    {                                                              \
        .variable = (name), .schedules = 3, .seed = 7, __VA_ARGS__ \
    }
#define UNLOCKED RACE("counter", .first = WRITES("child 1", 12, ""), .second = WRITES("child 2", 12, ""))
#define TRIED .case_id = "k", .schedules = 200

/* What is said of a race beside the usual, and what is not said without its reason. */
static void test_race_hints(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    const struct race_seen races[] = {UNLOCKED, RACE("the memory made in line 3", .first = WRITES("child 1", 12, ""),
                                                     .second = WRITES("child 2", 12, ""))};
    struct race_evidence seen = {TRIED, .races = races, .race_count = 2, .uses_relaxed = true};
    const struct evidence evidence = {.races = &seen, .race_count = 1};
    struct findings found = {0}, without = {0};
    races_find(&evidence, arena, &found);
    seen.uses_relaxed = false;
    races_find(&evidence, arena, &without);
    assert_int_equal(found.count, 2);
    assert_non_null(strstr(found.items[0].hint, "memory_order_acquire"));
    assert_null(strstr(without.items[0].hint, "memory_order_acquire"));
    assert_non_null(strstr(without.items[0].hint, "such as counter++"));
    assert_non_null(strstr(without.items[1].hint, "such as counter++"));
}

/* Two locks of one name are one lock's copies only where there are two processes. */
static void test_copies_of_one_lock(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    static const struct {
        const char *second, *lock, *hint;
    } rows[] = {{"child 2", "m", "Each process has m for itself"},
                {"child 2", "other", "Two different locks"},
                {"child 1", "m", "Two different locks"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct race_seen race =
            RACE("counter", .first = WRITES("child 1", 12, "m"), .second = WRITES(rows[i].second, 12, rows[i].lock));
        const struct race_evidence seen = {TRIED, .races = &race, .race_count = 1};
        const struct evidence evidence = {.races = &seen, .race_count = 1};
        struct findings found = {0};
        races_find(&evidence, arena, &found);
        assert_int_equal(found.count, 1);
        assert_non_null(strstr(found.items[0].hint, rows[i].hint));
    }
}

/* What libc keeps for all threads is not mended by a lock. */
static void test_what_libc_keeps(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    static const char *const rows[][2] = {{"what strtok() keeps", "Call strtok_r(),"},
                                          {"what strtok() keeps at", "such as counter++"},
                                          {"whatever", "such as whatever++"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct race_seen race =
            RACE(rows[i][0], .first = WRITES("parent", 12, ""), .second = WRITES("parent", 13, ""));
        const struct race_evidence seen = {TRIED, .races = &race, .race_count = 1};
        const struct evidence evidence = {.races = &seen, .race_count = 1};
        struct findings found = {0};
        races_find(&evidence, arena, &found);
        assert_int_equal(found.count, 1);
        assert_non_null(strstr(found.items[0].hint, rows[i][1]));
    }
}

/* Where nothing else is wrong, that it gets stuck is told once, by the deadlock, beside a race too. */
static void test_stuck_is_told_once(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    static const struct outcome_seen endings[] = {{.text = "4", .is_value = true, .count = 196, .seed = 1},
                                                  {.text = "(stuck for ever)", .count = 4, .seed = 9}};
    static const struct outcome_seen lost[] = {{.text = "4", .is_value = true, .count = 190, .seed = 1},
                                               {.text = "3", .is_value = true, .count = 6, .seed = 2},
                                               {.text = "(stuck for ever)", .count = 4, .seed = 9}};
    static const struct race_stuck stuck = {.waits = NULL, .wait_count = 0, .schedules = 4, .seed = 9};
    static const struct race_seen races[] = {UNLOCKED};
    static const struct value_seen one = {
        .name = "counter", .is_known = true, .outcomes = endings, .outcome_count = COUNT(endings)};
    static const struct value_seen other = {
        .name = "counter", .is_known = true, .outcomes = lost, .outcome_count = COUNT(lost)};
    static const struct {
        const char *claim;
        const struct value_seen *value;
        size_t races;
        bool told;
    } rows[] = {{"only stuck", &one, 0, false}, {"wrong, too", &other, 0, true}, {"beside a race", &one, 1, false}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct race_evidence seen = {
            TRIED,          .values = rows[i].value,    .value_count = 1, .stuck = &stuck, .stuck_count = 1,
            .races = races, .race_count = rows[i].races};
        const struct evidence evidence = {.races = &seen, .race_count = 1};
        struct findings found = {0};
        races_find(&evidence, arena, &found);
        bool told = false, stuck_told = false;
        for (size_t k = 0; k < found.count; k++) {
            told |= found.items[k].code == FINDING_OUTCOME_VARIES;
            stuck_told |= found.items[k].code == FINDING_DEADLOCK;
        }
        if (told != rows[i].told || !stuck_told)
            fail_msg("%s: outcome told %d, deadlock told %d", rows[i].claim, told, stuck_told);
    }
}

/* A lock on one side: it is to be taken on the other, too. */
static void test_one_side_has_the_lock(void **state)
{
    (void)state;
    AUTO_ARENA struct arena *arena = arena_make();
    const struct race_seen races[] = {
        RACE("done", .first = WRITES("child 1", 50, ""), .second = WRITES("child 2", 23, "q.lock")),
        RACE("left", .first = WRITES("child 1", 5, "lock"), .second = WRITES("child 2", 0, ""))};
    const struct race_evidence seen = {TRIED, .races = races, .race_count = 2};
    const struct evidence evidence = {.races = &seen, .race_count = 1};
    struct findings found = {0};
    races_find(&evidence, arena, &found);
    assert_int_equal(found.count, 2);
    assert_ptr_equal(strstr(found.items[0].hint, "If q.lock is the lock of done, take it around line 50, too: "),
                     found.items[0].hint);
    assert_ptr_equal(strstr(found.items[1].hint, "If lock is the lock of left, take it, too: "), found.items[1].hint);
}

/* Two races, and an output that differs: it is the one in the steps that explains it; without steps, the first. */
static void test_the_race_of_the_steps_explains(void **state)
{
    (void)state;
    static const struct race_seen races[] = {
        UNLOCKED, RACE("total", .first = WRITES("child 1", 33, ""), .second = WRITES("child 2", 34, ""))};
    static const struct step_seen steps[] = {{.process = "child 1", .does = "reads total = 3", .where = AT(33)},
                                             {.process = "child 2", .does = "writes total = 6", .where = AT(34)}},
                                  half[] = {{.process = "child 1", .does = "writes total = 3", .where = AT(33)}};
    static const struct witness_seen shown = {.seed = 9, .steps = steps, .step_count = COUNT(steps)},
                                     partly = {.seed = 9, .steps = half, .step_count = COUNT(half)};
    static const struct {
        const char *claim;
        const struct witness_seen *witness;
        const char *hint;
    } rows[] = {{"shown", &shown, "The data race on total explains it"},
                {"only one side is shown", &partly, "The data race on counter explains it"},
                {"no steps", NULL, "The data race on counter explains it"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        const struct outcome_seen endings[] = {
            {.text = "10", .is_value = true, .count = 150, .seed = 1},
            {.text = "7", .is_value = true, .count = 50, .seed = 9, .witness = rows[i].witness}};
        const struct value_seen output = {
            .name = "stdout", .is_known = true, .outcomes = endings, .outcome_count = COUNT(endings)};
        const struct race_evidence seen = {TRIED, .races = races, .race_count = COUNT(races), .values = &output,
                                           .value_count = 1};
        const struct evidence evidence = {.races = &seen, .race_count = 1};
        struct findings found = {0};
        races_find(&evidence, arena, &found);
        assert_int_equal(found.count, 3);
        assert_int_equal(found.items[2].code, FINDING_OUTCOME_VARIES);
        if (!strstr(found.items[2].hint, rows[i].hint))
            fail_msg("%s: '%s'", rows[i].claim, found.items[2].hint);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_race_hints),
        cmocka_unit_test(test_copies_of_one_lock),
        cmocka_unit_test(test_what_libc_keeps),
        cmocka_unit_test(test_stuck_is_told_once),
        cmocka_unit_test(test_one_side_has_the_lock),
        cmocka_unit_test(test_the_race_of_the_steps_explains),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
