/* robust_mutex.c -- its owner dies; the next one is told. */
#include "same.h"
int main(void)
{
    pthread_mutex_t *lock = shared(sizeof *lock);
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
    MUST(pthread_mutex_init(lock, &attr) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        pthread_mutex_lock(lock);
        _exit(0);
    }
    MUST(reap(pid) == 0);
    int code = pthread_mutex_lock(lock);
    printf("%s %d\n", strerrorname_np(code), pthread_mutex_consistent(lock));
    return 0;
}
