/* landlock.h -- the same file rules once more, by a mechanism that does not depend on mounts. */
#ifndef SANDBOX_WALLS_LANDLOCK_H
#define SANDBOX_WALLS_LANDLOCK_H

#include "sandbox/base/err.h"

#include <stdbool.h>

/* Restricts the calling process (which has no_new_privs): reading and executing anywhere below /, writing only where
 * the view is fresh. *on is false when this kernel has no Landlock: the mounts say the same. Call it after the mounts;
 * rules hold for what is mounted then. */
bool landlock_enter(bool *on, struct err *e);

#endif
