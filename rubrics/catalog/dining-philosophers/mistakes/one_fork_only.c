/* Eats with one fork, and counts without a lock: two eat at the same time. */
#include <pthread.h>
#include <stdio.h>

enum { PHILOSOPHERS = 3, MEALS = 2 };

static pthread_mutex_t forks[PHILOSOPHERS] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
                                              PTHREAD_MUTEX_INITIALIZER};
static int meals;

static void *philosopher(void *argument)
{
    int me = (int)(long)argument, left = me;
    for (int i = 0; i < MEALS; i++) {
        pthread_mutex_lock(&forks[left]);
        meals++;
        pthread_mutex_unlock(&forks[left]);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[PHILOSOPHERS];
    for (long i = 0; i < PHILOSOPHERS; i++)
        if (pthread_create(&threads[i], NULL, philosopher, (void *)i) != 0)
            return 1;
    for (int i = 0; i < PHILOSOPHERS; i++)
        pthread_join(threads[i], NULL);
    printf("meals %d\n", meals);
    return 0;
}
