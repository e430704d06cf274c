/* digest.h -- hashes, signatures and random bytes: the only door to the crypto library. */
#ifndef RUBRICS_DIGEST_H
#define RUBRICS_DIGEST_H

#include "sandbox/base/arena.h"
#include "sandbox/base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Lower-case hex of SHA-256, and a final 0. */
void digest_sha256(struct bytes data, char hex[static 65]);

/* HMAC-SHA-256 (RFC 2104) of the parts one after another. */
void digest_hmac(struct bytes key, const struct bytes *parts, size_t count, unsigned char out[static 32]);

/* Compares in time that depends only on size. */
bool digest_equal(const void *a, const void *b, size_t size);

/* From the kernel's generator; aborts when there is none, for nothing safe can be done then. */
void digest_random(void *out, size_t size);

/* So many random bytes, 32 at most, as lower-case hex, and a final 0. */
void digest_random_hex(char *hex, size_t bytes);

/* Base64 (RFC 4648, with padding) of data. */
char *digest_base64(struct bytes data, struct arena *arena);

/* What such a text holds. False when it is not base64: only its alphabet, right padding, no line breaks. */
bool digest_from_base64(struct bytes text, struct arena *arena, struct bytes *out);

#endif
