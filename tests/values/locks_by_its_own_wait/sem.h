/* sem.h -- a semaphore made by hand, with the names that books give it. */
#ifndef SEM_H
#define SEM_H

#include <pthread.h>

struct semaphore {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int value;
};

void wait(struct semaphore *s);
void signal(struct semaphore *s);

#endif
