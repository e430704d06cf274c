/* double_fork_daemon.c -- the classical daemon: two forks, a session, no descriptors. */
#include "won.h"
int main(void)
{
    if (fork() == 0) {
        setsid();
        if (fork() == 0) {
            for (int i = 0; i < 64; i++)
                close(i);
            for (;;)
                usleep(1000);
        }
        _exit(0);
    }
    wait(NULL);
    puts("started");
    return 0;
}
