/* mounts.h -- the file system of a run: a template for each view, built once a slot, and what is fresh for each run. */
#ifndef SANDBOX_WALLS_MOUNTS_H
#define SANDBOX_WALLS_MOUNTS_H

#include "sandbox/base/err.h"
#include "sandbox/spec.h"
#include "sandbox/walls/view.h"

#include <stdbool.h>

/* Once, in a mount namespace of the slot's own: replaces its root by a small one that holds the templates and the
 * machine's /proc. Afterwards the slot itself reaches no other file of the machine by name. */
bool mounts_begin(struct err *e);

/* In a fresh copy of the slot's mount namespace: mounts what is fresh, and makes the template the root. fresh[i] are
 * O_PATH descriptors of the fresh folders (-1 where the view has none); they outlive the namespace. */
bool mounts_enter(const struct spec *spec, int fresh[FRESH_COUNT], struct err *e);

/* Once the files are in: /box can no longer be written, by anyone. */
bool mounts_lock_box(struct err *e);

#endif
