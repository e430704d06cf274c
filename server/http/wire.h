/* wire.h -- the only door to libmicrohttpd: sockets and bytes outside, requests and answers inside. */
#ifndef SERVER_HTTP_WIRE_H
#define SERVER_HTTP_WIRE_H

#include "sandbox/base/err.h"
#include "server/http/service.h"

#include <stdbool.h>

struct wire;

/* Serves on a listening socket (taken over, nonblocking) with a pool of threads, until wire_stop. */
bool wire_start(struct wire **out, struct service *service, int listen_fd, struct err *e);

/* Stops accepting, lets what is under way be answered for up to grace_ms, ends waits and streams, frees. */
void wire_stop(struct wire *wire, unsigned grace_ms);

#endif
