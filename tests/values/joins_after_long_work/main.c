/* Threads that work longer and longer: who joins one after another makes no step of its own between two of them, and a
 * replay must tell them apart, or the program would be said to depend on more than the order of steps. */
#include <pthread.h>
#include <stdio.h>

static int once = 1, counter;

static void *works(void *rounds)
{
    long sum = 0;
    for (long i = 0; i < (long)rounds * 203; i++)
        sum += once + once;
    printf("%ld counted\n", sum);
    printf("x\n");
    pthread_exit((void *)sum);
}

int main(void)
{
    pthread_t threads[5];
    void *sum;
    for (long i = 0; i < 5; i++)
        pthread_create(&threads[i], NULL, works, (void *)i);
    for (int i = 0; i < 5; i++) {
        pthread_join(threads[i], &sum);
        counter += (int)(long)sum;
    }
    printf("%d\n", counter);
    return 0;
}
