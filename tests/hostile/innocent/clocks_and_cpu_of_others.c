/* clocks_and_cpu_of_others.c -- how long a child and a thread computed, by their clocks. */
#include "same.h"
static volatile int stop;
static void *burn(void *self)
{
    while (!stop)
        continue;
    return NULL;
}
int main(void)
{
    clockid_t clock;
    struct timespec t;
    pthread_t thread;
    MUST(pthread_create(&thread, NULL, burn, NULL) == 0);
    MUST(pthread_getcpuclockid(thread, &clock) == 0);
    do
        MUST(clock_gettime(clock, &t) == 0);
    while (t.tv_nsec < 20000000);
    stop = 1;
    pthread_join(thread, NULL);
    pid_t pid = fork();
    if (pid == 0)
        for (;;)
            continue;
    MUST(clock_getcpuclockid(pid, &clock) == 0);
    do
        MUST(clock_gettime(clock, &t) == 0);
    while (t.tv_nsec < 20000000);
    kill(pid, SIGTERM);
    printf("%d\n", reap(pid));
    return 0;
}
