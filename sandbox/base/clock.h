/* clock.h -- time that only moves forward. */
#ifndef SANDBOX_BASE_CLOCK_H
#define SANDBOX_BASE_CLOCK_H

#include <stdint.h>

/* Nanoseconds of CLOCK_MONOTONIC: for durations and deadlines. */
uint64_t clock_ns(void);

/* Milliseconds since 1970 (CLOCK_REALTIME): for what people and other machines read. */
int64_t clock_unix_ms(void);

#endif
