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

/* A network namespace of one's own, and the count of the sockets in it, open to read. */
bool namespaces_enter_network(int *sockets, struct err *e);

/* Is there any by that count? */
bool namespaces_has_sockets(int sockets);

/* Whether namespaces_enter and what each run adds to it (its own /proc, pids and IPC) would stand: found by doing it,
 * in a child of ours. */
bool namespaces_stand(enum isolation isolation);

/* The layers (bits of enum layer) that these namespaces are. */
uint32_t namespaces_layers(enum isolation isolation);

#endif
