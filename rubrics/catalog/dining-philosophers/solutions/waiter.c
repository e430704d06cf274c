/* A waiter lets two sit down at a time, so one of them finds both forks; meals are counted with an atomic. */
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

struct table {
    sem_t seats;
    pthread_mutex_t forks[3];
    atomic_int meals;
};

struct seat {
    struct table *table;
    int number;
};

static void *eat(void *argument)
{
    struct seat *seat = argument;
    struct table *table = seat->table;
    for (int i = 0; i < 2; i++) {
        sem_wait(&table->seats);
        pthread_mutex_lock(&table->forks[seat->number]);
        pthread_mutex_lock(&table->forks[(seat->number + 1) % 3]);
        atomic_fetch_add(&table->meals, 1);
        pthread_mutex_unlock(&table->forks[(seat->number + 1) % 3]);
        pthread_mutex_unlock(&table->forks[seat->number]);
        sem_post(&table->seats);
    }
    return NULL;
}

int main(void)
{
    struct table table;
    struct seat seats[3];
    pthread_t threads[3];
    atomic_init(&table.meals, 0);
    sem_init(&table.seats, 0, 2);
    for (int i = 0; i < 3; i++)
        pthread_mutex_init(&table.forks[i], NULL);
    for (int i = 0; i < 3; i++) {
        seats[i] = (struct seat){&table, i};
        if (pthread_create(&threads[i], NULL, eat, &seats[i]) != 0)
            exit(EXIT_FAILURE);
    }
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    printf("meals %d\n", atomic_load(&table.meals));
    return 0;
}
