/* executes_while_its_leader_vforks.c -- a thread executes; the leader, whose place it takes, waits in vfork(). */
#include "won.h"
#include <pthread.h>
static void *execute(void *unused)
{
    usleep(20000);
    execl("/proc/self/exe", "main", "again", NULL);
    return unused;
}
int main(int argc, char **argv)
{
    pthread_t thread;
    if (argc > 1) {
        puts(argv[1]);
        return 0;
    }
    pthread_create(&thread, NULL, execute, NULL);
    if (vfork() == 0)
        for (;;)
            pause();
    puts("ESCAPED a vfork that never ends");
    return 1;
}
