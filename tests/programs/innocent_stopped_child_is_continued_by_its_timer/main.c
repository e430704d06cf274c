#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    pid_t child = fork();
    if (child == 0) {
        struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGCONT};
        struct itimerspec later = {.it_value = {.tv_nsec = 400000000}};
        timer_t timer;
        if (timer_create(CLOCK_MONOTONIC, &event, &timer) < 0 || timer_settime(timer, 0, &later, NULL) < 0)
            _exit(1);
        raise(SIGSTOP);
        _exit(0);
    }
    int status;
    return waitpid(child, &status, 0) < 0 || status != 0;
}
