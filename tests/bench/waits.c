/* waits.c -- for waits.py: two processes that play ping-pong, and one that gets stuck at a time that it tells. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Prints how long the rounds took, in ns. */
static void ping_pong(long rounds)
{
    int there[2], back[2];
    char c = 'x';
    if (pipe(there) < 0 || pipe(back) < 0)
        exit(1);
    if (fork() == 0) {
        close(there[1]);
        close(back[0]);
        while (read(there[0], &c, 1) == 1 && write(back[1], &c, 1) == 1)
            ;
        close(there[0]);
        close(back[1]);
        _exit(0);
    }
    close(there[0]);
    close(back[1]);
    int64_t begin = now_ns();
    for (long i = 0; i < rounds; i++)
        if (write(there[1], &c, 1) != 1 || read(back[0], &c, 1) != 1)
            exit(1);
    printf("%lld\n", (long long)(now_ns() - begin));
    close(there[1]);
    close(back[0]);
    wait(NULL);
}

/* The child computes for so long, tells the time, and waits for ever: it holds the write end of what it reads. */
static void get_stuck(long ms)
{
    int ends[2];
    char c;
    if (pipe(ends) < 0)
        exit(1);
    if (fork() == 0) {
        int64_t until = now_ns() + ms * 1000000, now;
        do
            now = now_ns();
        while (now < until);
        dprintf(1, "%lld\n", (long long)now_ns());
        _exit((int)read(ends[0], &c, 1));
    }
    close(ends[0]);
    close(ends[1]);
    wait(NULL);
}

int main(int argc, char **argv)
{
    long number = argc > 2 ? strtol(argv[2], NULL, 10) : 0;
    if (argc > 1 && strcmp(argv[1], "ping-pong") == 0)
        ping_pong(number);
    else
        get_stuck(number);
    return 0;
}
