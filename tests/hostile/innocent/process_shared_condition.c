/* process_shared_condition.c -- mutex and condition in shared memory, producer and consumer. */
#include "same.h"
struct box { pthread_mutex_t lock; pthread_cond_t changed; int full, value; };
int main(void)
{
    struct box *box = shared(sizeof *box);
    pthread_mutexattr_t mutex;
    pthread_condattr_t condition;
    pthread_mutexattr_init(&mutex);
    pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED);
    pthread_condattr_init(&condition);
    pthread_condattr_setpshared(&condition, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&box->lock, &mutex);
    pthread_cond_init(&box->changed, &condition);
    pid_t pid = fork();
    for (int i = 0; i < 200; i++) {
        static int sum;
        pthread_mutex_lock(&box->lock);
        while (box->full != (pid != 0))
            pthread_cond_wait(&box->changed, &box->lock);
        if (pid == 0)
            box->value = i;
        else
            sum += box->value;
        box->full = pid == 0;
        pthread_cond_broadcast(&box->changed);
        pthread_mutex_unlock(&box->lock);
        if (pid != 0 && i == 199)
            printf("%d\n", sum);
    }
    if (pid == 0)
        _exit(0);
    return reap(pid);
}
