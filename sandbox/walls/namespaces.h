/* namespaces.h -- the walls a slot stands in. */
#ifndef SANDBOX_WALLS_NAMESPACES_H
#define SANDBOX_WALLS_NAMESPACES_H

#include "sandbox/base/err.h"
#include "sandbox/spec.h"
#include "sandbox/walls/ids.h"

#include <stdbool.h>
#include <stdint.h>

/* Puts the calling process into the namespaces that all runs of a slot share: mount (with the templates), net (empty),
 * UTS and, if rootless, user. ERR_SYSTEM names the wall that cannot be built; the process is then of no use for
 * another try. */
bool namespaces_enter(enum isolation isolation, struct ids *ids, struct err *e);

/* A network namespace of one's own, and its folder in /proc. */
bool namespaces_enter_network(int *net, struct err *e);

/* Has a program left a socket there? Never where net is no such folder. */
bool namespaces_has_sockets(int net);

/* Whether namespaces_enter and what each run adds to it (its own /proc, pids and IPC) would stand: found by doing it,
 * in a child of ours. */
bool namespaces_stand(enum isolation isolation);

/* The layers (bits of enum layer) that these namespaces are. */
uint32_t namespaces_layers(enum isolation isolation);

#endif
