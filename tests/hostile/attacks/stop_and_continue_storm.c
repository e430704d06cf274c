/* stop_and_continue_storm.c -- stops and continues a child thousands of times. */
#include "won.h"
int main(void)
{
    pid_t p = fork();
    if (p == 0) {
        for (volatile long i = 0;; i++)
            getppid();
    }
    for (int i = 0; i < 4000; i++) {
        kill(p, SIGSTOP);
        if (i % 7 == 0)
            sched_yield();
        kill(p, SIGCONT);
    }
    kill(p, SIGKILL);
    printf("%d\n", reap(p));
}
