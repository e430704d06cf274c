/* delivery.h -- the rules of outgoing webhooks: signature, where they may go, when they are tried again. */
#ifndef SERVER_DELIVERY_H
#define SERVER_DELIVERY_H

#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"
#include "sandbox/base/err.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

/* Standard Webhooks 1.0: "v1,<base64 of HMAC-SHA256(key, id.timestamp.body)>"; secret is "whsec_<base64 of the key>",
 * 24 to 64 bytes of key (ERR_INPUT else). */
bool delivery_sign(const char *secret, const char *message_id, int64_t timestamp_s, struct bytes body,
                   struct arena *arena, const char **out, struct err *e);

/* Is this an address of the public internet? Private, loopback, link-local, multicast, documentation and translated
 * ranges are not (IANA special-purpose registries): a webhook must not reach what only this machine can reach. */
bool delivery_address_public(const struct sockaddr *address);

enum delivery_verdict { DELIVERY_DONE, DELIVERY_AGAIN, DELIVERY_DEAD };

/* What an answer means (status 0: there was none), and for DELIVERY_AGAIN how many ms to wait: 5 s, 5 min, 30 min, 2 h,
 * 5 h, 10 h, 14 h, 20 h, 24 h, then dead; at least Retry-After (seconds, -1: not given; at most a day of it counts).
 * attempts: how many were made, this one too; random: any number, for up to a tenth of jitter. 410 is the end. */
enum delivery_verdict delivery_judge(int status, uint32_t attempts, int64_t retry_after_s, uint32_t random,
                                     int64_t *wait_ms);

#endif
