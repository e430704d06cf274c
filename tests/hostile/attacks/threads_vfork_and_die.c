/* threads_vfork_and_die.c -- threads in vfork() while their process is killed by one of the children. */
#include "won.h"
#include <pthread.h>
static void *run(void *n)
{
    for (;;) {
        pid_t pid = vfork();
        if (pid == 0)
            _exit(0);
        if (pid < 0)
            return n;
        waitpid(pid, NULL, 0);
    }
}
int main(void)
{
    for (int i = 0; i < 30; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            pthread_t thread;
            for (int k = 0; k < 6; k++)
                pthread_create(&thread, NULL, run, NULL);
            usleep(1000 + 300 * i);
            if (i % 2)
                _exit(7);
            abort();
        }
        int end = reap(pid);
        if (end != (i % 2 ? 7 : 1006))
            printf("odd end: %d\n", end);
    }
    puts("done");
    return 0;
}
