/* stacks.h -- registers and stacks of stopped tasks, kept for whoever may want to know a line. */
#ifndef SANDBOX_STACKS_H
#define SANDBOX_STACKS_H

#include "sandbox/cuts.h"
#include "sandbox/stream.h"
#include "sandbox/tracer.h"

#include <stdbool.h>
#include <stdint.h>

struct stacks {
    struct stream *stream;
    int side_fd;
    uint64_t used;   /* bytes of the side file */
    uint32_t forks;  /* saved so far */
    bool has_failed; /* the side file cannot be written: our fault */
};

/* Saves where a stopped task is as it makes another one: EV_STACK that explains the EV_TASK of that number. Only the
 * first few of a run. */
void stacks_fork(struct stacks *stacks, const struct task *task, uint32_t event);

/* Stops what was asleep in the cut and saves where, for each that still is there: EV_STACK that explains its
 * EV_BLOCKED. Takes a fifth of a second at most. What it stopped may only be killed: it would see an EINTR. */
void stacks_stop(struct stacks *stacks, struct tracer *tracer, const struct picture *cut);

#endif
