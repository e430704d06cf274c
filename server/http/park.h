/* park.h -- requests that wait for a submission to move, watched by one thread. */
#ifndef SERVER_HTTP_PARK_H
#define SERVER_HTTP_PARK_H

#include "sandbox/base/err.h"
#include "server/http/request.h"

#include <stdbool.h>
#include <sys/socket.h>

struct park;

/* One parked request; part of the exchange (wire.c) that it belongs to. */
struct parked {
    struct watch watch;
    void *exchange;
    bool fresh; /* not looked at since it was parked */
    bool due;   /* the watcher's own */
    struct parked *next;
};

/* resume is called once for each parked request, from the watcher's thread. tick: address of our own listening socket,
 * connected to once a second (see park.c), or size 0. */
bool park_start(struct park **out, struct service *service, void (*resume)(void *exchange),
                const struct sockaddr_storage *tick, socklen_t tick_size, struct err *e);

/* suspend(exchange) is called under the lock, so that no resume can come before it. False: no waiting any more. */
bool park_add(struct park *park, struct parked *parked, void (*suspend)(void *exchange));

/* Wakes all and refuses more: what is parked is answered as it stands. */
void park_close(struct park *park);
/* Ends the thread, after park_close and once nothing is parked. */
void park_stop(struct park *park);

#endif
