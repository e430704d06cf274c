/* slot.h -- serves runs one after another: specs in, events out. */
#ifndef SANDBOX_SLOT_H
#define SANDBOX_SLOT_H

#include "sandbox/base/err.h"
#include "sandbox/spec.h"
#include "sandbox/walls/cgroup.h"
#include "sandbox/walls/ids.h"

#include <stdbool.h>

struct slot {
    int events_fd, control_fd;
    int signals_fd; /* SIGCHLD, and SIGTERM: end as if control_fd had */
    enum isolation isolation;
    struct err why; /* set: the walls could not be built, and every run is told so */
    struct ids ids;
    struct cgroup cgroup;
};

/* The strongest isolation that this process can give. */
enum isolation slot_strongest(void);

/* Builds the walls and serves until control_fd ends; kills everything and returns the exit status. Takes over the whole
 * process: its signals, its root, its namespaces. */
int slot_serve(int events_fd, int control_fd, enum isolation isolation);

#endif
