/* landlock.h -- the same file rules once more, by a mechanism that does not depend on mounts. */
#ifndef SANDBOX_WALLS_LANDLOCK_H
#define SANDBOX_WALLS_LANDLOCK_H

#include "sandbox/base/err.h"
#include "sandbox/walls/view.h"

#include <stdbool.h>

/* What this kernel's Landlock can: its version, 0 if it has none. */
int landlock_version(void);
enum { LANDLOCK_SIGNALS = 6 }; /* from this version on it keeps signals and abstract sockets in, too */

/* Restricts the calling process (which has no_new_privs): reading and executing anywhere below /, writing only to
 * devices and below the fresh folders (-1: not in this view). *on is false when this kernel has no Landlock: the mounts
 * say the same. Call it after the mounts; rules hold for what is mounted then. */
bool landlock_enter(const int fresh[FRESH_COUNT], bool *on, struct err *e);

/* Where / is the machine's: reading and executing only what the view shows. No signal, no connection leaves. */
bool landlock_enter_view(enum view view, const int fresh[FRESH_COUNT], struct err *e);

#endif
