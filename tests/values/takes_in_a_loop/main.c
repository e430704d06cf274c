/* The same with while: woken early, it waits again. */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static int items[4], count, sum;

static void *consume(void *unused)
{
    for (int i = 0; i < 3; i++) {
        pthread_mutex_lock(&lock);
        while (count == 0)
            pthread_cond_wait(&more, &lock);
        sum += items[--count];
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, consume, NULL);
    for (int i = 1; i <= 3; i++) {
        pthread_mutex_lock(&lock);
        items[count++] = i;
        pthread_cond_signal(&more);
        pthread_mutex_unlock(&lock);
    }
    pthread_join(t, NULL);
    printf("%d\n", sum);
    return 0;
}
