/* hooks.h -- is a webhook's message really from who knows the secret, and from now? Pure: no clock, no network. */
#ifndef SERVER_HOOKS_H
#define SERVER_HOOKS_H

#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"

#include <stdbool.h>
#include <stdint.h>

enum { HOOK_SECRETS = 2, HOOK_AGE_S_MAX = 300, HOOK_ID_MAX = 200, HOOK_SIGNATURES_MAX = 16 };

enum hook_verdict {
    HOOK_GOOD,
    HOOK_UNSIGNED,  /* a header is missing, or no text of its kind */
    HOOK_OLD,       /* the timestamp is more than five minutes away, before or after */
    HOOK_FORGED     /* no signature fits any secret */
};
const char *hook_verdict_text(enum hook_verdict verdict);

/* The key in a secret: "whsec_" and base64 (Standard Webhooks 1.0), else the text itself. False: the base64 is none. */
bool hook_key(const char *secret, struct arena *arena, struct bytes *out);

/* Standard Webhooks 1.0: HMAC-SHA-256 over "id.timestamp.body"; signatures are "v1,BASE64" parted by blanks, and one
 * that fits one secret is enough. Headers may be NULL, secrets too (not all). Compares in constant time. */
enum hook_verdict hook_check_standard(const char *const secrets[static HOOK_SECRETS], const char *id,
                                      const char *timestamp, const char *signatures, struct bytes body, int64_t now_s);

/* GitHub: "sha256=HEX", HMAC-SHA-256 over the body. It carries no time: whoever calls must never take one delivery id
 * twice. */
enum hook_verdict hook_check_github(const char *const secrets[static HOOK_SECRETS], const char *id,
                                    const char *signature, struct bytes body);

#endif
