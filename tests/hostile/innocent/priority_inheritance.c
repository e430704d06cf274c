/* priority_inheritance.c -- a mutex of that kind, and one that checks errors, between processes. */
#include "same.h"
int main(void)
{
    pthread_mutex_t *lock = shared(sizeof *lock);
    int *count = shared(sizeof *count);
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setprotocol(&attr, PTHREAD_PRIO_INHERIT);
    pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_ERRORCHECK);
    MUST(pthread_mutex_init(lock, &attr) == 0);
    pid_t pid = fork();
    for (int i = 0; i < 500; i++) {
        MUST(pthread_mutex_lock(lock) == 0);
        *count += 1;
        MUST(pthread_mutex_unlock(lock) == 0);
    }
    if (pid == 0)
        _exit(0);
    int status = reap(pid);
    printf("%d %d %s\n", status, *count, strerrorname_np(pthread_mutex_unlock(lock)));
    return 0;
}
