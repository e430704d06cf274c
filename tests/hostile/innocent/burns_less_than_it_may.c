/* burns_less_than_it_may.c -- a fifth of a second of its own, and a fifth in children, of twenty. */
#include "same.h"
static void burn(long ms)
{
    struct timespec t;
    do
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    while (t.tv_sec * 1000 + t.tv_nsec / 1000000 < ms);
}
int main(void)
{
    for (int i = 0; i < 4; i++)
        if (fork() == 0) {
            burn(50);
            _exit(0);
        }
    burn(200);
    while (wait(NULL) > 0)
        continue;
    struct rusage children;
    getrusage(RUSAGE_CHILDREN, &children);
    long ms = children.ru_utime.tv_sec * 1000 + children.ru_utime.tv_usec / 1000 + children.ru_stime.tv_sec * 1000 +
              children.ru_stime.tv_usec / 1000;
    puts(ms >= 180 && ms < 2000 ? "ok" : "odd");
    return 0;
}
