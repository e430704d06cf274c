/* meter.h -- what the whole tree of a run uses: by the kernel's own count where there is one, else by adding up. */
#ifndef SANDBOX_METER_H
#define SANDBOX_METER_H

#include "sandbox/hidden.h"
#include "sandbox/tracer.h"
#include "sandbox/walls/cgroup.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

enum { METER_FOLDERS = 3 };

struct meter {
    const struct cgroup *cgroup;
    struct tracer *tracer; /* NULL: the run is not traced */
    pid_t init;
    int folders[METER_FOLDERS];              /* the run's own memory file systems, O_PATH; -1: none */
    bool on_disk;                            /* the folders are none of memory, but of the machine's own file systems */
    int input;                               /* the memory file that is the run's stdin */
    unsigned looks;                          /* at memory */
    struct hidden hidden;                    /* what was found at one of the last looks */
    uint64_t begin_ns, wall_ns, wall_end_ns; /* end: when to ask again whether it is reached */
    bool has_begun;
    uint64_t delay_before_ns, own_cpu_before_ns, own_delay_before_ns; /* ours: the supervisor's */
    uint64_t stalled_ns; /* for so long the whole machine stood still, or we did */
    bool was_asked;      /* whether the wall limit is reached: when the tree had that much CPU time */
    uint64_t asked_cpu_ns;
    uint64_t lost_ns;
    uint64_t cpu_ns, peak_kib; /* the most that was seen so far */
};

/* CPU time of the tree so far. Untraced and without a cgroup, what ended and nobody waited for is missing: a bound for
 * one process is then RLIMIT_CPU. */
uint64_t meter_cpu_ns(struct meter *meter);

/* wait4() for all there are. What a task does after it stopped for the last time, to give back its memory and locks, is
 * counted by the kernel until its end is taken here. */
pid_t meter_wait(const struct meter *meter, int how, int *status, struct rusage *used);

/* Time that the run lost because others used the machine, since meter_start: while the task that waited most for a CPU,
 * or we who answer all tasks, did so; and since meter_begin, untraced, while anybody of the machine did; and while the
 * host of this virtual machine let others have its CPUs. */
void meter_start(struct meter *meter, uint64_t begin_ns, uint64_t wall_ns);
void meter_begin(struct meter *meter, uint64_t age_ns); /* does nothing in a run that is short, or again */
uint64_t meter_delay_ns(const struct meter *meter);

/* The time, which should not be much later than expected_ns: we asked to be woken then, or had little to do since. If
 * it is, the virtual machine was stopped, or we were; a little later is what any machine does, and does not count. */
uint64_t meter_now(struct meter *meter, uint64_t expected_ns);

/* What was lost that way is no fault of the program: the wall limit is that much later, and not reached while all of
 * the run that may go on waits for a CPU. False when it is reached. */
bool meter_extend(struct meter *meter);

/* Was it reached only because no more than 20 s are given back, which a run waited for a CPU and did not get it? That
 * is no fault of the program either. */
bool meter_is_starved(const struct meter *meter);

/* Must memory be looked at, as no cgroup limits it? */
bool meter_must_poll(const struct meter *meter);

/* Must the cgroup's memory be looked at, as its kernel remembers only the most of all runs? Then meter_sample does. */
bool meter_must_sample(const struct meter *meter);
bool meter_sample(struct meter *meter); /* false where it need not */

/* Memory of the tree now. Exact (shared pages once) only when more than enough_kib seems to be used: adding up what
 * processes share is fast, and never too little. */
uint64_t meter_memory_kib(struct meter *meter, uint64_t enough_kib);

#endif
