/* pins_its_threads.c -- sched_setaffinity to one of its CPUs, and getcpu agrees. */
#include "same.h"
static void *where(void *wanted)
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(*(int *)wanted, &one);
    MUST(pthread_setaffinity_np(pthread_self(), sizeof one, &one) == 0);
    return (void *)(intptr_t)(sched_getcpu() == *(int *)wanted);
}
int main(void)
{
    cpu_set_t mine;
    MUST(sched_getaffinity(0, sizeof mine, &mine) == 0);
    int first = 0;
    while (!CPU_ISSET(first, &mine))
        first++;
    pthread_t thread;
    void *agrees;
    MUST(pthread_create(&thread, NULL, where, &first) == 0 && pthread_join(thread, &agrees) == 0);
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    MUST(sched_setaffinity(0, sizeof one, &one) == 0 && sched_getcpu() == first);
    MUST(sched_setaffinity(0, sizeof mine, &mine) == 0);
    printf("%d\n", (int)(intptr_t)agrees);
    return 0;
}
