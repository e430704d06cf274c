/* sleeper.h -- one task that sleeps, as /proc tells it. */
#ifndef SANDBOX_OBSERVE_SLEEPER_H
#define SANDBOX_OBSERVE_SLEEPER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct sleeper { /* a task that was asleep throughout a cut */
    pid_t pid;
    uint32_t task, process;
    int64_t call;
    uint64_t arg[6], sp, pc;
    uint64_t voluntary, involuntary; /* context switches so far: equal counts, no switch in between */
    uint64_t bits;                   /* of enum blocked */
    uint32_t event;                  /* number of its EV_BLOCKED */
};

/* The text of /proc/PID/syscall: false for a task that runs, or sleeps outside any call. */
bool sleeper_parse_call(const char *text, struct sleeper *out);

/* The text of /proc/PID/status: false unless its state is S and no unblocked signal is on its way. */
bool sleeper_parse_status(const char *text, struct sleeper *out);

/* The hexadecimal, octal or decimal number that follows key in the text. */
bool sleeper_number(const char *text, const char *key, int base, uint64_t *out);

/* Two looks at one task: did it sleep all the time between them? (cuts.c says why.) */
bool sleeper_is_same(const struct sleeper *a, const struct sleeper *b);

/* Does the call end by itself when a time is over? */
bool sleeper_is_timed(const struct sleeper *sleeper);

#endif
