/* test_leftovers.c -- what a program makes that outlives it, and does not remove. */
#include "rubrics/leftovers.h"
#include "tests/unit/made_up.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
    const char *claim, *makes, *removes;
    bool known, found;
} leftovers[] = {
    {"a semaphore that stays", "sem_open", NULL, true, true},
    {"a semaphore that is removed", "sem_open", "sem_unlink", true, false},
    {"a segment that stays, though another kind is removed", "shmget", "semctl", true, true},
    {"a program whose symbols nobody read", "sem_open", NULL, false, false},
    {"a semaphore without a name", "sem_init", NULL, true, false},
};

static void test_leftovers(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(leftovers); i++) {
        AUTO_ARENA struct arena *arena = arena_make();
        const struct symbol_use uses[] = {{leftovers[i].makes, {"a.c", 3, 0, "main"}, false},
                                          {leftovers[i].removes, {0}, false}};
        const struct build_evidence build = {
            .symbols_known = leftovers[i].known, .uses = uses, .use_count = leftovers[i].removes ? 2 : 1};
        struct findings found = {0};
        leftovers_find(&build, arena, &found);
        if (found.count != leftovers[i].found)
            fail_msg("%s: %zu findings", leftovers[i].claim, found.count);
        for (size_t k = 0; k < found.count; k++)
            assert_true(found.items[k].code == FINDING_LEFTOVER_IPC && found.items[k].where[0].line == 3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_leftovers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
