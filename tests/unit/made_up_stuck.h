/* made_up_stuck.h -- reports of programs that are stuck, written by hand. */
#ifndef TESTS_UNIT_MADE_UP_STUCK_H
#define TESTS_UNIT_MADE_UP_STUCK_H

#include "tests/unit/made_up.h"

/* clang-format off */
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
#define READS_OF_PARENT                                                                                      \
    {                                                                                                        \
        .task = 2, .process = 2, .thread = 1, .call = SYS_read, .on = WAIT_PIPE_DATA, .fd = 3, .object = 77, \
        HOLDERS(END(1, 4)), .stack = {                                                                       \
            10,                                                                                              \
            9                                                                                                \
        }                                                                                                    \
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
/* clang-format on */

#endif
