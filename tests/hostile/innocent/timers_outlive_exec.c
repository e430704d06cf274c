/* timers_outlive_exec.c -- an alarm and a timer's descriptor, set before exec, waited for after it. */
#include "same.h"
#include <sys/time.h>
#include <sys/timerfd.h>
int main(int argc, char **argv)
{
    int timer = argc > 1 ? atoi(argv[1]) : timerfd_create(CLOCK_MONOTONIC, 0), signal = 0;
    sigset_t alarms;
    sigemptyset(&alarms);
    sigaddset(&alarms, SIGALRM);
    if (argc > 1) {
        uint64_t rings = 0;
        MUST(sigwait(&alarms, &signal) == 0 && read(timer, &rings, sizeof rings) == sizeof rings);
        printf("%d %d\n", signal == SIGALRM, (int)rings);
        return 0;
    }
    struct itimerval soon = {{0, 0}, {0, 200000}};
    struct itimerspec later = {{0, 0}, {0, 400000000}};
    char number[16];
    sprintf(number, "%d", timer);
    MUST(sigprocmask(SIG_BLOCK, &alarms, NULL) == 0 && setitimer(ITIMER_REAL, &soon, NULL) == 0);
    MUST(timerfd_settime(timer, 0, &later, NULL) == 0);
    execl("/proc/self/exe", "main", number, NULL);
    return 1;
}
