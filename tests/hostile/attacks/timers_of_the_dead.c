/* timers_of_the_dead.c -- children that leave armed timers, alarms and notifications behind as they end. */
#include "won.h"
#include <sys/time.h>
#include <time.h>
int main(void)
{
    for (int i = 0; i < 200; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            struct sigevent ev = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL};
            struct itimerspec soon = {{0, 1000}, {0, 1000 + i * 1000}};
            struct itimerval real = {{0, 500}, {0, 1}};
            timer_t t;
            signal(SIGALRM, SIG_IGN);
            setitimer(ITIMER_REAL, &real, NULL);
            if (timer_create(CLOCK_MONOTONIC, &ev, &t) == 0)
                timer_settime(t, 0, &soon, NULL);
            for (volatile int k = 0; k < 20000; k++)
                continue;
            _exit(0);
        }
        int end = reap(pid);
        if (end != 0 && end != 1009)
            printf("odd end: %d\n", end);
    }
    puts("done");
    return 0;
}
