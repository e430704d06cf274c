/* listen.h -- the listening socket: one handed to us by a service manager, or our own. */
#ifndef SERVER_LISTEN_H
#define SERVER_LISTEN_H

#include "sandbox/base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Takes fd 3 when LISTEN_PID and LISTEN_FDS say that it is for us (systemd's socket activation); else listens on
 * address, "127.0.0.1:8080" or "[::1]:8080". Port 0 is any free one. BOTHENDS_LISTEN_FD tells its number to the child
 * that is let inherit it. name is the address in fact, for people. ERR_INPUT: the address; ERR_SYSTEM: it is taken,
 * or not ours. */
bool listen_open(const char *address, int *out, char *name, size_t name_size, struct err *e);

/* Starts asking the one who serves on the socket for /healthz; *out becomes readable with its answer. */
bool listen_ask(int socket, int *out);
/* Is this the beginning of an answer that says 200? */
bool listen_answered(int asked);

#endif
