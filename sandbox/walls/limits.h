/* limits.h -- rlimits of the program: what the kernel refuses by itself, process by process. */
#ifndef SANDBOX_WALLS_LIMITS_H
#define SANDBOX_WALLS_LIMITS_H

#include "sandbox/base/err.h"
#include "sandbox/spec.h"

#include <stdbool.h>

/* Sets them for the calling process, hard = soft. */
bool limits_set(const struct spec *spec, struct err *e);

#endif
