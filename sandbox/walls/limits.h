/* limits.h -- rlimits of the program: what the kernel refuses by itself, process by process. */
#ifndef SANDBOX_WALLS_LIMITS_H
#define SANDBOX_WALLS_LIMITS_H

#include "sandbox/base/err.h"
#include "sandbox/spec.h"

#include <stdbool.h>
#include <sys/types.h>

/* Sets those that are the same in every run, for the calling process and its children, hard = soft. */
bool limits_set_for_all(struct err *e);

/* Processes and threads that a user has now, on the whole machine: the kernel's limit counts them with the run's. */
unsigned limits_tasks_of(uid_t uid);

/* Sets the spec's; others: processes and threads of the same user that belong to no run. */
bool limits_set(const struct spec *spec, unsigned others, struct err *e);

/* When memory runs out, the kernel should take this process before all else of the machine, above all the zygote. */
bool limits_offer(pid_t pid, struct err *e);

#endif
