/* kills_while_it_executes.c -- SIGKILL to a process one of whose threads executes a program, at every moment. */
#include "won.h"
#include <pthread.h>
static void *execute(void *self)
{
    execl("/bin/true", "true", NULL);
    return NULL;
}
int main(void)
{
    int killed = 0, other = 0;
    for (int i = 0; i < 200; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            pthread_t threads[3];
            for (int k = 0; k < 3; k++)
                pthread_create(&threads[k], NULL, execute, NULL);
            for (;;)
                sched_yield();
        }
        for (volatile int k = 0; k < i * 2000; k++)
            continue;
        kill(pid, SIGKILL);
        int end = reap(pid);
        killed += end == 1009;
        other += end != 1009 && end != 0;
    }
    printf("others: %d\n", other);
    return 0;
}
