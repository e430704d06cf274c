/* drain.h -- connections that were answered before their client had said all: listened to until it has noticed. */
#ifndef SERVER_HTTP_DRAIN_H
#define SERVER_HTTP_DRAIN_H

#include "sandbox/base/err.h"

#include <stdbool.h>

struct drain;

bool drain_start(struct drain **out, struct err *e);
/* Closes what is left. */
void drain_stop(struct drain *drain);

/* Keeps the connection of this socket open when its owner closes it, and drops what comes, until the client closes it
 * or it had time enough. Nothing happens when too many are kept already. */
void drain_take(struct drain *drain, int socket_fd);

#endif
