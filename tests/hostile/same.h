/* same.h -- for innocent programs: everything must go as it does on any Linux; what does not is said by name. */
#ifndef TESTS_HOSTILE_SAME_H
#define TESTS_HOSTILE_SAME_H

#include "won.h"

#include <pthread.h>
#include <time.h>

#define MUST(x)                                                                                                        \
    do                                                                                                                 \
        if (!(x)) {                                                                                                    \
            printf("line %d: %s: %s\n", __LINE__, #x, strerror(errno));                                                \
            exit(1);                                                                                                   \
        }                                                                                                              \
    while (0)

static inline void *shared(size_t size)
{
    void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    MUST(at != MAP_FAILED);
    return at;
}

static inline void nap_ms(long ms)
{
    struct timespec time = {ms / 1000, ms % 1000 * 1000000};
    while (nanosleep(&time, &time) < 0 && errno == EINTR)
        continue;
}

#endif
