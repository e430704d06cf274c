/* stops_and_forks.c -- its child continues it only to stop it again. */
#include "won.h"
int main(void)
{
    pid_t me = getpid();
    if (fork() == 0)
        for (;;) {
            kill(me, SIGSTOP);
            usleep(1000);
            kill(me, SIGCONT);
        }
    for (;;)
        usleep(1000);
}
