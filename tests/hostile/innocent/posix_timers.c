/* posix_timers.c -- by signal, by thread, by looking. */
#include "same.h"
#include <semaphore.h>
static sem_t done;
static volatile sig_atomic_t caught;
static void on_signal(int number)
{
    caught = number;
}
static void on_thread(union sigval value)
{
    if (value.sival_int == 5)
        sem_post(&done);
}
int main(void)
{
    struct itimerspec soon = {.it_value = {0, 5000000}};
    struct sigevent by_signal = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN + 1};
    struct sigevent by_thread = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = on_thread, .sigev_value.sival_int = 5};
    timer_t one, two;
    sem_init(&done, 0, 0);
    signal(SIGRTMIN + 1, on_signal);
    MUST(timer_create(CLOCK_MONOTONIC, &by_signal, &one) == 0 && timer_settime(one, 0, &soon, NULL) == 0);
    while (!caught)
        pause();
    MUST(timer_create(CLOCK_MONOTONIC, &by_thread, &two) == 0 && timer_settime(two, 0, &soon, NULL) == 0);
    while (sem_wait(&done) < 0)
        ;
    printf("%d %d\n", caught - SIGRTMIN, timer_getoverrun(one));
    MUST(timer_delete(one) == 0 && timer_delete(two) == 0);
    return 0;
}
