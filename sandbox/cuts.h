/* cuts.h -- when nothing moves: who sleeps in which call, and who holds which descriptors, at one instant. */
#ifndef SANDBOX_CUTS_H
#define SANDBOX_CUTS_H

#include "sandbox/observe/sleeper.h"
#include "sandbox/stream.h"
#include "sandbox/tracer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct held { /* a descriptor of a process */
    uint32_t task;
    int fd;
    int64_t object;
    uint8_t kind, mode, bits;
};

enum { CUTS_FOLDERS_MAX = 4 };

struct picture {
    struct sleeper *sleepers;
    size_t sleeper_count;
    struct held *held;
    size_t held_count;
    bool is_live; /* somebody may run, or waits for a time */
};

struct cuts {
    struct stream *stream;
    const struct tracer *tracer;
    pid_t init;
    const int *outputs[2];       /* our ends of stdout and stderr; -1 once closed */
    dev_t own[CUTS_FOLDERS_MAX]; /* the run's own file systems */
    size_t own_count;
    uint64_t output_objects[2], pipe_device;
    uint64_t next_ns;    /* when to look again; UINT64_MAX: never */
    uint64_t soonest_ns; /* not before: looks have their share of the time */
    uint64_t wait_ns;    /* between two looks */
    uint64_t live_ns;    /* when one with somebody who may run was said last */
    uint32_t taken, taken_live, events;
    struct picture last, now; /* what was said; what is being looked at */
    struct picture before;    /* sleepers of the look before this one */
    bool is_final;            /* this look is the last of the run, whatever it costs */
    bool is_rest;             /* the first process has ended */
};

/* Starts to look at a run; from then on next_ns counts. out and err stay the caller's: our ends of its two outputs; and
 * so do the folders, one of each file system that is the run's own; -1: none. At most CUTS_FOLDERS_MAX. */
void cuts_begin(struct cuts *cuts, struct stream *stream, const struct tracer *tracer, pid_t init, const int *out,
                const int *err, const int *folders, size_t folder_count);

/* Something moved: look again a while from now. */
void cuts_moved(struct cuts *cuts, uint64_t now);

/* The first process has ended: looks at what it left behind, with all that looks may say anew. The second time it does
 * nothing. */
void cuts_rest(struct cuts *cuts);

/* Looks. Says EV_CUT ... EV_CUT_END when all tasks sleep and the picture is a new one. */
void cuts_look(struct cuts *cuts);

/* The last look, at the moment at which a limit of time ends the run: halts whoever runs and says how all stand. False:
 * first hear what wait4 has to say, then try again. */
bool cuts_look_last(struct cuts *cuts, struct tracer *tracer);

/* A task that is not buried yet; NULL: there is none. */
const struct task *cuts_task(const struct cuts *cuts, uint32_t id);

void cuts_end(struct cuts *cuts);

#endif
