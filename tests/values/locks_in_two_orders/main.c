/* Each takes one lock and then wants the other one: stuck in some schedules only. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t *make(void)
{
    pthread_mutex_t *lock = mmap(NULL, sizeof *lock, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(lock, &attr);
    return lock;
}

int main(void)
{
    pthread_mutex_t *a = make(), *b = make();
    if (fork() == 0) {
        pthread_mutex_lock(a);
        pthread_mutex_lock(b); // @child
        pthread_mutex_unlock(b);
        pthread_mutex_unlock(a);
        _exit(0);
    }
    pthread_mutex_lock(b);
    pthread_mutex_lock(a); // @parent
    pthread_mutex_unlock(a);
    pthread_mutex_unlock(b);
    wait(NULL);
    puts("done");
    return 0;
}
