/* rate.h -- how often one token may submit: a bucket for each (token bucket, refilled evenly over a minute). */
#ifndef SERVER_HTTP_RATE_H
#define SERVER_HTTP_RATE_H

#include <stdbool.h>
#include <stdint.h>

struct rate;

struct rate_state {
    uint32_t limit;     /* a minute; also the burst */
    uint32_t remaining; /* whole ones */
    uint32_t reset_s;   /* until the bucket is full */
    uint32_t retry_s;   /* until one is allowed; 0 when it was */
};

/* For at most a fixed number of keys: the one longest unused is forgotten, which gives it a full bucket. */
struct rate *rate_make(uint32_t per_minute);
void rate_free(struct rate *rate);
/* Takes `count` from the bucket of key at now_ns, or nothing: then false. Any thread. */
bool rate_take(struct rate *rate, const char *key, uint32_t count, uint64_t now_ns, struct rate_state *out);

#endif
