/* pattern.h -- regular expressions that cost little, whoever wrote them. */
#ifndef RUBRICS_PATTERN_H
#define RUBRICS_PATTERN_H

#include "sandbox/base/err.h"

#include <stdbool.h>

/* Is this a POSIX extended expression, and one that glibc compiles and matches with bounded memory? Also refused are
 * back-references, repetitions of what may be empty, and repetitions that multiply to thousands of states. ERR_INPUT
 * completes the sentence "the pattern ...", for an instructor. What is right by itself is also right in "^(...)$". */
bool pattern_ok(const char *pattern, struct err *e);

#endif
