/* robust_mutex_wakes_its_waiter.c -- the owner dies while another already waits. */
#include "same.h"
int main(void)
{
    struct { pthread_mutex_t lock; volatile int held; } *both = shared(sizeof *both);
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
    MUST(pthread_mutex_init(&both->lock, &attr) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        pthread_mutex_lock(&both->lock);
        both->held = 1;
        nap_ms(30);
        _exit(0);
    }
    while (!both->held)
        sched_yield();
    int code = pthread_mutex_lock(&both->lock);
    printf("%s %d\n", strerrorname_np(code), reap(pid));
    return 0;
}
