/* mutants.h -- programs with one mistake of the kind that students make, out of a right one. */
#ifndef SERVER_MUTANTS_H
#define SERVER_MUTANTS_H

#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Kinds of mistakes (lesson.md's table and patterns); the text says what was done to the right program. */
#define MUTATIONS(X)                                                                                           \
    X(DROP_CLOSE, "drop-close", "a close is missing")                                                          \
    X(CLOSE_LATE, "close-late", "a close comes only at the end of its block")                                  \
    X(CLOSE_EARLY, "close-early", "a close comes one statement too early")                                     \
    X(SWAP_ENDS, "swap-ends", "the other end of the pipe is used")                                             \
    X(DROP_WAIT, "drop-wait", "nobody waits for the child or thread")                                          \
    X(WAIT_FIRST, "wait-first", "waits for the child before it reads what the child writes")                   \
    X(DROP_LOCK, "drop-lock", "neither takes the lock nor gives it back")                                      \
    X(HALF_LOCK, "half-lock", "gives a lock back that it never took")                                          \
    X(HALF_UNLOCK, "half-unlock", "takes a lock and never gives it back")                                      \
    X(PRIVATE_MAPPING, "private-mapping", "MAP_PRIVATE where it was MAP_SHARED")                               \
    X(NOT_PSHARED, "not-pshared", "the lock or semaphore is not made for several processes")                   \
    X(REVERSE_LOCKS, "reverse-locks", "two locks are taken in the other order")                                \
    X(DROP_END_MARKER, "drop-end-marker", "the last thing sent is not sent")                                   \
    X(ONE_READ, "one-read", "reads once instead of until the end")                                             \
    X(SPLIT_ATOMIC, "split-atomic", "an atomic addition became a load and a store")

enum mutation {
#define MUTATION(name, text, what) MUTATION_##name,
    MUTATIONS(MUTATION)
#undef MUTATION
    MUTATION_COUNT
};
const char *mutation_name(enum mutation kind); /* "drop-close" */
const char *mutation_text(enum mutation kind); /* "a close is missing" */

struct mutant {
    enum mutation kind;
    uint32_t line; /* in the right program, where the change begins */
    struct bytes source; /* the whole file, changed */
    const char *diff;    /* difference.h */
};

enum { MUTANTS_MAX = 200 };

/* All mutants of one file. tree is clang's syntax tree of it (-ast-dump=json), which says where statements and calls
 * are; it is believed only where the text agrees. ERR_INPUT: it is no such tree. Everything lives in the arena. */
bool mutants_make(struct bytes source, struct bytes tree, struct arena *arena, struct mutant **out, size_t *count,
                  struct err *e);

#endif
