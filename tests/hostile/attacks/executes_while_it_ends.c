/* executes_while_it_ends.c -- one thread executes, one ends the process, others fork. */
#include "won.h"
#include <pthread.h>
static void *forks(void *arg)
{
    for (;;)
        if (fork() == 0)
            _exit(0);
    return arg;
}
static void *ends(void *arg)
{
    usleep(500);
    _exit(7);
    return arg;
}
int main(int argc, char **argv)
{
    int round = argc > 1 ? atoi(argv[1]) : 0;
    char text[12];
    pthread_t t;
    signal(SIGCHLD, SIG_IGN);
    if (round == 30)
        return 0;
    snprintf(text, sizeof text, "%d", round + 1);
    pthread_create(&t, NULL, forks, NULL);
    if (round > 20)
        pthread_create(&t, NULL, ends, NULL);
    execl("/proc/self/exe", argv[0], text, NULL);
    return 0;
}
