/* children.h -- child processes: started, watched, started again, ended together. */
#ifndef SERVER_CHILDREN_H
#define SERVER_CHILDREN_H

#include "sandbox/base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct child {
    const char *name;        /* in the log */
    const char *const *argv; /* NULL at the end; argv[0] is the program's path */
    int keep;                /* a descriptor that it alone inherits; -1: none */
    bool vital;              /* cannot be started again */
    pid_t pid;               /* 0: not running */
    uint64_t started_ns;
    uint64_t due_ns; /* not running: when to start it again; UINT64_MAX: never */
    unsigned deaths; /* one after another, each soon after its start */
};

/* Starts it in a session of its own: a terminal's signals are ours alone, and where the kernel shares CPUs out by
 * sessions (autogroup) it has a share of its own. It gets SIGKILL when we die, whatever kills us. */
bool child_start(struct child *child, struct err *e);

/* Starts those that are due; a failure counts as a death. False: the first failure, for the log. */
bool children_start_due(struct child *children, size_t count, struct err *e);

/* Reaps one child that died, also one that is none of these, and sets when it is due again: at once, then after
 * 0.1, 0.2, ... 10 s as long as it keeps dying within 10 s of its start. NULL with *pid 0: no more dead ones. */
struct child *children_reap(struct child *children, size_t count, pid_t *pid, int *status);

/* When the next one is due; UINT64_MAX: none. */
uint64_t children_due(const struct child *children, size_t count);

size_t children_running(const struct child *children, size_t count);
/* Sends the signal to all that run; none is started again. */
void children_end(struct child *children, size_t count, int signal);

#endif
