/* clock.h -- time that only moves forward. */
#ifndef SANDBOX_BASE_CLOCK_H
#define SANDBOX_BASE_CLOCK_H

#include <stdint.h>

/* Nanoseconds of CLOCK_MONOTONIC: for durations and deadlines. */
uint64_t clock_ns(void);

/* Milliseconds since 1970 (CLOCK_REALTIME): for what people and other machines read. */
int64_t clock_unix_ms(void);

enum { CLOCK_TEXT = 32 };

/* Such a time in UTC as RFC 3339 has it: "2026-11-28T09:05:07.012Z". */
void clock_text(int64_t unix_ms, char out[static CLOCK_TEXT]);

#endif
