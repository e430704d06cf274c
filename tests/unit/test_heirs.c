/* test_heirs.c -- whose write end is surplus: the heir's who never used it, or that of who would write to it later. */
#include "sandbox/observe/heirs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { PARENT = 1, OLDER, YOUNGER, ROWS_MAX = 3, WAITS = 3 };
enum { FIRST = 7, SECOND = 8 }; /* ids of the pipes; objects 0 and 1 of the ledger */

/* clang-format off */
#define END(who, number, pipe, how, is_used, gone) \
    {.process = (who), .fd = (number), .end = FDS_WRITE, .object = (pipe), .from = (how), .used = (is_used), \
     .closed = (gone)}
/* clang-format on */

/* The older child reads the first pipe, the younger the second. The parent waits for one of them, and holds the second
 * pipe's write end; the younger holds the first's. At first the parent is blamed. */
static const struct row {
    const char *name;
    uint32_t awaited;
    struct fds_row rows[ROWS_MAX];
    int64_t blamed;
} rows[] = {
    {"the younger inherited the end that the parent wrote to",
     OLDER,
     {END(PARENT, 4, 0, FDS_FROM_PIPE, true, FDS_BY_CLOSE), END(YOUNGER, 4, 0, FDS_FROM_FORK, false, FDS_OPEN),
      END(PARENT, 5, 1, FDS_FROM_PIPE, false, FDS_OPEN)},
     FIRST},
    {"the younger is a stage that would write to it: nobody else ever did",
     OLDER,
     {END(PARENT, 4, 0, FDS_FROM_PIPE, false, FDS_BY_CLOSE), END(YOUNGER, 4, 0, FDS_FROM_FORK, false, FDS_OPEN),
      END(PARENT, 5, 1, FDS_FROM_PIPE, false, FDS_OPEN)},
     SECOND},
    {"the younger wrote to it itself",
     OLDER,
     {END(PARENT, 4, 0, FDS_FROM_PIPE, true, FDS_BY_CLOSE), END(YOUNGER, 4, 0, FDS_FROM_FORK, true, FDS_OPEN),
      END(PARENT, 5, 1, FDS_FROM_PIPE, false, FDS_OPEN)},
     SECOND},
    {"the parent waits for who reads from it: it will not write",
     YOUNGER,
     {END(PARENT, 4, 0, FDS_FROM_PIPE, true, FDS_BY_CLOSE), END(YOUNGER, 4, 0, FDS_FROM_FORK, false, FDS_OPEN),
      END(PARENT, 5, 1, FDS_FROM_PIPE, false, FDS_OPEN)},
     SECOND},
};

static void test_blame(void **state)
{
    (void)state;
    static const struct fds_object objects[] = {{.kind = FD_PIPE, .id = FIRST}, {.kind = FD_PIPE, .id = SECOND}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct waits_holder awaited = {.process = rows[i].awaited, .fd = -1};
        static const struct waits_holder heir = {.process = YOUNGER, .fd = 4}, parent = {.process = PARENT, .fd = 5};
        const struct waits_wait waits[WAITS] = {
            {.process = PARENT, .on = WAIT_CHILD, .fd = -1, .holders = &awaited, .holder_count = 1},
            {.process = OLDER, .on = WAIT_PIPE_DATA, .object = FIRST, .holders = &heir, .holder_count = 1},
            {.process = YOUNGER, .on = WAIT_PIPE_DATA, .object = SECOND, .holders = &parent, .holder_count = 1}};
        struct waits_deadlock deadlock = {.proved = true,
                                          .kind = DEADLOCK_NO_SENDER,
                                          .waits = waits,
                                          .wait_count = WAITS,
                                          .culprits = &parent,
                                          .culprit_count = 1,
                                          .culprit_object = SECOND};
        const struct fds_ledger ledger = {
            .is_whole = true, .objects = objects, .object_count = 2, .rows = rows[i].rows, .row_count = ROWS_MAX};
        heirs_blame(&ledger, &deadlock);
        if (deadlock.culprit_object != rows[i].blamed)
            fail_msg("%s: pipe %d is blamed", rows[i].name, (int)deadlock.culprit_object);
        assert_ptr_equal(deadlock.culprits, rows[i].blamed == FIRST ? &heir : &parent);
    }
}

/* In a ring of a parent that reads the second pipe, and of children that read the first and hold it themselves. */
static const struct {
    const char *name;
    struct fds_row rows[ROWS_MAX];
    enum deadlock_kind kind;
} rings[] = {
    {"whoever wrote to it has closed it, and both children keep a copy",
     {END(PARENT, 4, 0, FDS_FROM_PIPE, true, FDS_BY_CLOSE), END(OLDER, 4, 0, FDS_FROM_FORK, false, FDS_OPEN),
      END(YOUNGER, 4, 0, FDS_FROM_FORK, false, FDS_OPEN)},
     DEADLOCK_SELF_HELD_END},
    {"nobody wrote to it so far: each waits for another to begin",
     {END(PARENT, 4, 0, FDS_FROM_PIPE, false, FDS_BY_CLOSE), END(OLDER, 4, 0, FDS_FROM_FORK, false, FDS_OPEN),
      END(YOUNGER, 4, 0, FDS_FROM_FORK, false, FDS_OPEN)},
     DEADLOCK_CIRCULAR_WAIT},
    {"one who keeps it has written to it, and may do so again",
     {END(PARENT, 4, 0, FDS_FROM_PIPE, true, FDS_BY_CLOSE), END(OLDER, 4, 0, FDS_FROM_FORK, false, FDS_OPEN),
      END(YOUNGER, 4, 0, FDS_FROM_FORK, true, FDS_OPEN)},
     DEADLOCK_CIRCULAR_WAIT},
    {"one who keeps it made it, and may have it for later",
     {END(PARENT, 4, 0, FDS_FROM_FORK, true, FDS_BY_CLOSE), END(OLDER, 4, 0, FDS_FROM_PIPE, false, FDS_OPEN),
      END(YOUNGER, 4, 0, FDS_FROM_FORK, false, FDS_OPEN)},
     DEADLOCK_CIRCULAR_WAIT},
};

static void test_rings(void **state)
{
    (void)state;
    static const struct fds_object objects[] = {{.kind = FD_PIPE, .id = FIRST}, {.kind = FD_PIPE, .id = SECOND}};
    static const struct waits_holder copies[] = {{.process = OLDER, .fd = 4}, {.process = YOUNGER, .fd = 4}},
                                     answers[] = {{.process = OLDER, .fd = 6}};
    static const struct waits_wait waits[] = {
        {.process = PARENT, .on = WAIT_PIPE_DATA, .object = SECOND, .holders = answers, .holder_count = 1},
        {.process = OLDER, .on = WAIT_PIPE_DATA, .object = FIRST, .holders = copies, .holder_count = 2}};
    for (size_t i = 0; i < sizeof rings / sizeof rings[0]; i++) {
        struct waits_deadlock deadlock = {
            .proved = true, .kind = DEADLOCK_CIRCULAR_WAIT, .waits = waits, .wait_count = 2};
        const struct fds_ledger ledger = {
            .is_whole = true, .objects = objects, .object_count = 2, .rows = rings[i].rows, .row_count = ROWS_MAX};
        heirs_blame(&ledger, &deadlock);
        if (deadlock.kind != rings[i].kind)
            fail_msg("%s: kind %d", rings[i].name, (int)deadlock.kind);
        assert_ptr_equal(deadlock.culprits, rings[i].kind == DEADLOCK_SELF_HELD_END ? copies : NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_blame), cmocka_unit_test(test_rings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
