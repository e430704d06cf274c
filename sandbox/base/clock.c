/* clock.c -- time that only moves forward. */
#include "sandbox/base/clock.h"

#include "sandbox/base/err.h"

#include <stdio.h>
#include <time.h>

uint64_t clock_ns(void)
{
    struct timespec t;
    CHECK(clock_gettime(CLOCK_MONOTONIC, &t) == 0);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

int64_t clock_unix_ms(void)
{
    struct timespec t;
    CHECK(clock_gettime(CLOCK_REALTIME, &t) == 0);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void clock_text(int64_t unix_ms, char out[static CLOCK_TEXT])
{
    time_t seconds = (time_t)(unix_ms / 1000);
    struct tm utc;
    char date[24];
    CHECK(gmtime_r(&seconds, &utc) && strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &utc) > 0);
    CHECK(snprintf(out, CLOCK_TEXT, "%s.%03dZ", date, (int)(unix_ms % 1000)) < CLOCK_TEXT);
}
