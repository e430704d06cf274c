/* mounts.h -- the file system of a run: a template for each view, built once a slot, and what is fresh for each run. */
#ifndef SANDBOX_WALLS_MOUNTS_H
#define SANDBOX_WALLS_MOUNTS_H

#include "sandbox/base/err.h"
#include "sandbox/spec.h"
#include "sandbox/walls/ids.h"
#include "sandbox/walls/view.h"

#include <stdbool.h>
#include <stdint.h>

/* Once, in a mount namespace of the slot's own: replaces its root by a small one that holds the templates and the
 * machine's /proc. Afterwards the slot itself reaches no other file of the machine by name. */
bool mounts_begin(struct err *e);

/* A folder as it was made. No padding: compared as a whole. */
struct fresh_state {
    uint64_t mode, uid, gid, size, flags, blocks_used, files_free, next; /* next: number of a file that is made now */
    int64_t attributes, changed[2], written[2], read[2]; /* bytes of names; seconds, nanoseconds */
};

/* The fresh folders of a run to come or that goes on. */
struct fresh {
    int fds[FRESH_COUNT];      /* O_PATH, -1: none, as in all at first; they outlive the namespace */
    uint64_t kib[FRESH_COUNT]; /* what each may hold */
    struct fresh_state made[FRESH_COUNT];
};

/* As at first. */
void mounts_none(struct fresh *fresh);

/* In a zygote: makes the template of the view the root of a mount namespace of its own, *home. is_rootless: the power
 * to mount is only that of a user namespace. */
bool mounts_choose(enum view view, bool is_rootless, int *home, struct err *e);

/* Lets go of the mount namespace of the run before, and of the memory file systems that it touched: what they hold is
 * charged to the slot's cgroup, and would be missing in the next run, whichever view that has. */
bool mounts_go_home(int home, struct fresh *fresh, struct err *e);

/* At home: mounts the memory file systems of the view that are not there, with sizes for those limits, and enters a
 * fresh copy of home. */
bool mounts_prepare(enum view view, const struct limits *limits, const struct ids *ids, struct fresh *fresh,
                    struct err *e);

/* In the run's own pid and ipc namespaces: mounts the rest. */
bool mounts_enter(enum view view, struct fresh *fresh, struct err *e);

/* Makes the sizes those of these limits, if they are others. */
bool mounts_fit(enum view view, const struct limits *limits, struct fresh *fresh, struct err *e);

/* Once the files are in: /box can no longer be written, by anyone. */
bool mounts_lock_box(struct err *e);

#endif
