/* folders.h -- where nothing can be mounted: a private folder of the machine for each run, removed when it is over. */
#ifndef SANDBOX_WALLS_FOLDERS_H
#define SANDBOX_WALLS_FOLDERS_H

#include "sandbox/base/err.h"
#include "sandbox/walls/mounts.h"
#include "sandbox/walls/view.h"

#include <stdbool.h>
#include <stddef.h>

enum { FOLDERS_PATH = 64 };

/* Makes the slot's folder and says its path, after removing those that dead slots left. */
bool folders_begin(char path[FOLDERS_PATH], struct err *e);

/* Removes the slot's folder with all in it. */
void folders_end(const char *path);

/* Makes a run's folder, path, with work (of ids), tmp and box below it. fresh->fds, closed if they were open, are
 * those, and the machine's own /dev/shm and /dev/mqueue where the view has such. */
bool folders_make(const char *path, enum view view, const struct ids *ids, struct fresh *fresh, struct err *e);

/* Removes path and all in it, whatever a program made of it: no link is followed, no depth is too much. */
bool folders_remove(const char *path, struct err *e);

/* A path as the program is told it (/work/..., /box/...), anywhere an argument may hold one, as it is on this machine:
 * below folder. ERR_LIMIT when that is too long. */
bool folders_translate(const char *text, const char *folder, char *out, size_t size, struct err *e);

#endif
