/* cpus.h -- a program that is watched and the tracer that watches it work on one CPU at first. */
#ifndef SANDBOX_CPUS_H
#define SANDBOX_CPUS_H

#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct tracer;

struct cpus {
    cpu_set_t all;
    cpu_set_t here;    /* one of them */
    uint64_t until_ns; /* of clock_ns() */
    bool is_one;       /* the tasks of the run, and we, are kept here */
    bool is_programs;  /* the program chose CPUs of its own: nobody else does any more */
};

/* Keeps the program to be, and us, where we are. Not done where the kernel does not allow it, or nobody knows the set
 * of all CPUs (it is empty). */
void cpus_gather(struct cpus *cpus, const cpu_set_t *all, pid_t program);

/* Lets the tasks of the run, and us, go where they like; nothing to do if they may already. */
void cpus_spread(struct cpus *cpus, const struct tracer *tracer);

/* Does so once it is time; returns when that is, UINT64_MAX once it was done. */
uint64_t cpus_look(struct cpus *cpus, const struct tracer *tracer, uint64_t now);

/* A task is at the beginning of a call that asks for its CPUs, or chooses them. */
void cpus_asked(struct cpus *cpus, const struct tracer *tracer, int64_t call);

/* A task was born, and has not gone on yet. */
void cpus_born(const struct cpus *cpus, pid_t pid);

#endif
