/* functions.h -- which symbols of a program mean that it calls a function. */
#ifndef RUBRICS_FUNCTIONS_H
#define RUBRICS_FUNCTIONS_H

#include "sandbox/base/arena.h"

#include <stdbool.h>

/* Does a reference to symbol (as in the object file, perhaps with "@VERSION") mean that function was called in the
 * source? Knows the names that headers and the compiler put in its place. Where a symbol may stand for two functions
 * (strcpy for sprintf), the answer is yes, unless forbidden: nobody is accused of what we cannot tell. */
bool function_is(const char *symbol, const char *function, bool forbidden);

/* A sentence for somebody who is told not to call function, about what else ends up as the same symbol; "" if none. */
const char *function_note(const char *function, struct arena *arena);

#endif
