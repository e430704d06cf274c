/* slot.h -- serves runs one after another: specs in, events out. */
#ifndef SANDBOX_SLOT_H
#define SANDBOX_SLOT_H

#include "sandbox/base/err.h"
#include "sandbox/spec.h"
#include "sandbox/walls/cgroup.h"
#include "sandbox/walls/folders.h"
#include "sandbox/walls/ids.h"
#include "sandbox/zygote.h"

#include <stdbool.h>
#include <stdint.h>

struct slot {
    int events_fd, control_fd;
    int signals_fd; /* SIGCHLD, and SIGTERM: end as if control_fd had */
    enum isolation isolation;
    struct err why; /* set: the walls could not be built, and every run is told so */
    struct ids ids;
    struct cgroup cgroup;
    struct zygotes zygotes;
    char folder[FOLDERS_PATH]; /* ISOLATION_MINIMAL: where runs have their files; else empty */
    bool shares_user;          /* ISOLATION_MINIMAL: others may run as the same user */
    uint64_t cpus;             /* of this machine */
};

/* The strongest isolation that this process can give. What its user should get is not tried, so that a wall that fails
 * is named; only where minimal will do is it tried, and less given. */
enum isolation slot_strongest(enum isolation least);

/* Builds the walls and serves until control_fd ends; kills everything and returns the exit status. Takes over the whole
 * process: its signals, its root, its namespaces. */
int slot_serve(int events_fd, int control_fd, enum isolation isolation);

#endif
