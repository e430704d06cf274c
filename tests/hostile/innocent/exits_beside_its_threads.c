/* exits_beside_its_threads.c -- a process ends while its threads are in calls that the tracer looks at. */
#include "same.h"
static void *opens_and_closes(void *unused)
{
    for (;;) {
        int fd[2];
        MUST(pipe(fd) == 0);
        close(fd[0]);
        close(fd[1]);
    }
    return unused;
}
int main(void)
{
    int sum = 0;
    for (int i = 0; i < 40; i++) {
        pid_t pid = fork();
        MUST(pid >= 0);
        if (pid == 0) {
            pthread_t threads[4];
            for (int k = 0; k < 4; k++)
                pthread_create(&threads[k], NULL, opens_and_closes, NULL);
            usleep(500);
            _exit(1);
        }
        sum += reap(pid);
    }
    printf("%d\n", sum);
    return 0;
}
