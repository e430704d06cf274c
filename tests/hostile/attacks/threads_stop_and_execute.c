/* threads_stop_and_execute.c -- one of twelve threads executes while others stop and continue all of them, thirty
 * times. */
#include "won.h"
#include <pthread.h>
static void *nap(void *unused)
{
    for (;;)
        usleep(100);
    return unused;
}
static void *execute(void *round)
{
    usleep(3000);
    execl("/proc/self/exe", "main", round, NULL);
    return NULL;
}
int main(int argc, char **argv)
{
    static char round[16];
    pthread_t thread;
    if (argc > 1 && atoi(argv[1]) == 30) {
        puts("thirty");
        return 0;
    }
    sprintf(round, "%d", argc > 1 ? atoi(argv[1]) + 1 : 1);
    for (int i = 0; i < 10; i++)
        pthread_create(&thread, NULL, nap, NULL);
    if (fork() == 0) {
        for (int i = 0; i < 20; i++) {
            kill(getppid(), SIGSTOP);
            usleep(300);
            kill(getppid(), SIGCONT);
            usleep(300);
        }
        _exit(0);
    }
    pthread_create(&thread, NULL, execute, round);
    for (;;)
        pause();
}
