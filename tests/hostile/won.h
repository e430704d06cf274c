/* won.h -- how a hostile program says what came of its attacks: ESCAPED stands nowhere in a good run. */
#ifndef TESTS_HOSTILE_WON_H
#define TESTS_HOSTILE_WON_H

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* What is tried must fail; prints "what: ERRNO", or the marker. */
static inline void must_fail(const char *what, long result)
{
    if (result >= 0)
        printf("ESCAPED %s\n", what);
    else
        printf("%s: %s\n", what, strerrorname_np(errno) ? strerrorname_np(errno) : "?");
    fflush(stdout);
}

static inline void won_if(const char *what, int won)
{
    printf(won ? "ESCAPED %s\n" : "%s: no\n", what);
    fflush(stdout);
}

/* Writes to all of it, so that no compiler can think it away. */
static inline void fill(void *at, int value, size_t size)
{
    if (at)
        memset(at, value, size);
    __asm__ volatile("" : : "r"(at) : "memory");
}

/* Waits for that child and says how it ended: 1000 + signal, or its exit status. */
static inline int reap(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
}

#endif
