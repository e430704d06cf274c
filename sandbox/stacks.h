/* stacks.h -- registers and stacks of stopped tasks, kept for whoever may want to know a line. */
#ifndef SANDBOX_STACKS_H
#define SANDBOX_STACKS_H

#include "sandbox/cuts.h"
#include "sandbox/stream.h"
#include "sandbox/tracer.h"

#include <stdbool.h>
#include <stdint.h>

enum { STACKS_MAPS_MAX = 16 * 1024 };

struct stacks {
    struct stream *stream;
    int side_fd;
    uint64_t used;   /* bytes of the side file */
    uint32_t forks;  /* saved so far */
    uint32_t image;  /* whose executable mappings are kept in maps, see struct task; 0: nobody's */
    size_t maps_size;
    char maps[STACKS_MAPS_MAX];
    bool has_failed; /* the side file cannot be written: our fault */
};

/* Saves where a stopped task is as it makes another one: EV_STACK that explains the EV_TASK of that number. Only the
 * first few of a run. */
void stacks_fork(struct stacks *stacks, const struct task *task, uint32_t event);

/* Saves where a stopped task is: EV_STACK that explains the event of that number. */
void stacks_save(struct stacks *stacks, const struct task *task, uint32_t event);

/* Saves where a stopped task is, in a call that has to do with descriptors: EV_STACK that explains the event of that
 * number. Less of the stack than otherwise, and only while there is room for all that is more important. */
void stacks_note(struct stacks *stacks, const struct task *task, uint32_t event);

/* Makes sure that the kept mappings are those of this task. */
void stacks_know(struct stacks *stacks, const struct task *task);

/* The number, first argument and result of the call at whose end the task stopped. */
bool stacks_call(const struct task *task, int64_t *call, uint64_t *first, int64_t *result);

/* Stops the tasks of a picture, or only those that ran. Takes a fifth of a second at most. What it stopped may only be
 * killed: it would see an EINTR. */
void stacks_halt(struct tracer *tracer, const struct picture *cut, bool only_awake);

/* Stops them all and saves where, for each that still is there: EV_STACK that explains its EV_BLOCKED. Then says what
 * they have not sent (echoes_end()). */
void stacks_stop(struct stacks *stacks, struct tracer *tracer, const struct picture *cut);

#endif
