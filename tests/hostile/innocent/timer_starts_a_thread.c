/* timer_starts_a_thread.c -- a timer that calls a function in a thread of libc's, three times. */
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
static sem_t called;
static void call(union sigval value)
{
    (void)value;
    sem_post(&called);
}
int main(void)
{
    timer_t timer;
    struct sigevent event = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = call};
    struct itimerspec often = {{0, 2000000}, {0, 2000000}};
    sem_init(&called, 0, 0);
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) < 0 || timer_settime(timer, 0, &often, NULL) < 0)
        return 1;
    for (int i = 0; i < 3; i++)
        sem_wait(&called);
    puts("three calls");
    return 0;
}
