/* rate.c -- how often one token may submit: a bucket for each (token bucket, refilled evenly over a minute). */
#include "server/http/rate.h"

#include "sandbox/base/err.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 1024, WAYS = 4, KEY_MAX = 64 };
static const uint64_t minute_ns = 60ull * 1000000000;

struct bucket {
    char key[KEY_MAX];
    uint64_t full_ns; /* when it is full again: all that a bucket has to remember (GCRA, ITU-T I.371) */
    uint64_t used_ns;
};

struct rate {
    uint32_t per_minute;
    pthread_mutex_t lock;
    struct bucket buckets[BUCKETS][WAYS]; /* a key belongs to one row; the row forgets the one longest unused */
};

struct rate *rate_make(uint32_t per_minute)
{
    struct rate *rate = calloc(1, sizeof *rate);
    CHECK(rate && per_minute > 0);
    rate->per_minute = per_minute;
    CHECK(pthread_mutex_init(&rate->lock, NULL) == 0);
    return rate;
}

void rate_free(struct rate *rate)
{
    if (!rate)
        return;
    (void)pthread_mutex_destroy(&rate->lock); /* nobody is left to hold it */
    free(rate);
}

static struct bucket *find(struct rate *rate, const char *key)
{
    uint32_t hash = 2166136261u;
    for (const char *c = key; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 16777619u;
    struct bucket *row = rate->buckets[hash % BUCKETS], *oldest = row;
    for (size_t i = 0; i < WAYS; i++) {
        if (strcmp(row[i].key, key) == 0)
            return &row[i];
        if (row[i].used_ns < oldest->used_ns)
            oldest = &row[i];
    }
    *oldest = (struct bucket){0};
    (void)snprintf(oldest->key, sizeof oldest->key, "%s", key); /* token ids are shorter */
    return oldest;
}

bool rate_take(struct rate *rate, const char *key, uint32_t count, uint64_t now_ns, struct rate_state *out)
{
    uint64_t each_ns = minute_ns / rate->per_minute;
    CHECK(pthread_mutex_lock(&rate->lock) == 0);
    struct bucket *bucket = find(rate, key);
    bucket->used_ns = now_ns;
    uint64_t from_ns = bucket->full_ns > now_ns ? bucket->full_ns : now_ns;
    uint64_t full_ns = from_ns + count * each_ns;
    bool taken = full_ns <= now_ns + minute_ns;
    if (taken)
        bucket->full_ns = from_ns = full_ns;
    CHECK(pthread_mutex_unlock(&rate->lock) == 0);
    uint64_t debt_ns = from_ns - now_ns;
    uint64_t over_ns = taken ? 0 : full_ns - now_ns - minute_ns;
    *out = (struct rate_state){
        .limit = rate->per_minute,
        .remaining = (uint32_t)((minute_ns - debt_ns) / each_ns),
        .reset_s = (uint32_t)((debt_ns + 999999999) / 1000000000),
        .retry_s = (uint32_t)((over_ns + 999999999) / 1000000000),
    };
    return taken;
}
