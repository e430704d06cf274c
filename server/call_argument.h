/* call_argument.h -- what a call in the student's source is given, in the student's own words. */
#ifndef SERVER_CALL_ARGUMENT_H
#define SERVER_CALL_ARGUMENT_H

#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"

#include <stdint.h>

/* The array that a call of this function gets as its first argument, when the source says so plainly: "req",
 * "pipes[0]". The call is the one at this line and column (both from 1; column 0, or none there: the only one of the
 * line). "" for whatever is less plain, and for what nothing in the text declares as an array: a parameter bears
 * another name where the array is used. */
const char *call_argument(struct bytes text, const char *function, uint32_t line, uint32_t column,
                          struct arena *arena);

#endif
