/* times_out_in_a_condition.c -- pthread_cond_timedwait and sem_timedwait end in time beside children that end. */
#include "same.h"
#include <semaphore.h>
int main(void)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
    sem_t sem;
    struct timespec until;
    for (int i = 0; i < 20; i++)
        if (fork() == 0) {
            nap_ms(10 * i);
            _exit(0);
        }
    sem_init(&sem, 0, 0);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 300000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&lock);
    int a = pthread_cond_timedwait(&cond, &lock, &until);
    int b = sem_timedwait(&sem, &until) < 0 ? errno : 0;
    while (wait(NULL) > 0)
        continue;
    printf("%s %s\n", strerrorname_np(a), strerrorname_np(b));
    return 0;
}
