/* Counts how often it waited: once more when woken early, and that is right. */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static int count, idle;

static void *consume(void *unused)
{
    for (int taken = 0; taken < 2;) {
        pthread_mutex_lock(&lock);
        if (count == 0) {
            idle++;
            pthread_cond_wait(&more, &lock);
        }
        if (count > 0) {
            count--;
            taken++;
        }
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, consume, NULL);
    for (int i = 1; i <= 2; i++) {
        pthread_mutex_lock(&lock);
        count++;
        pthread_cond_signal(&more);
        pthread_mutex_unlock(&lock);
    }
    pthread_join(t, NULL);
    printf("%d\n", idle);
    return 0;
}
