/* sleep_is_interrupted.c -- a sleep that a signal cuts short says how much was left. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <time.h>
static void note(int number)
{
    (void)number;
}
int main(void)
{
    struct sigaction action = {.sa_handler = note};
    struct itimerval soon = {.it_value = {0, 5000}};
    struct timespec hour = {3600, 0}, left = {0, 0};
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &soon, NULL);
    int result = nanosleep(&hour, &left);
    printf("%d %d %d\n", result, errno == EINTR, left.tv_sec >= 3500 && left.tv_sec < 3600);
    return 0;
}
