/* broker.h -- keeps the privileges that slots need, for a service that has dropped them. */
#ifndef SANDBOX_BROKER_H
#define SANDBOX_BROKER_H

#include "sandbox/spec.h"

/* Each one-byte message on the SOCK_SEQPACKET socket carries two descriptors (events, control) and gets a slot forked
 * that serves them. At the end of the socket, or at SIGTERM, ends all slots; returns the exit status. */
int broker_serve(int fd, enum isolation isolation);

#endif
