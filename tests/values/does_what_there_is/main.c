/* Waits with if for work or the end, and does what there is: woken early, that is nothing. */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static int count, done;

static void *drain(void *unused)
{
    int over = 0, taken = 0;
    while (!over) {
        pthread_mutex_lock(&lock);
        if (count == 0 && !done)
            pthread_cond_wait(&more, &lock);
        taken += count;
        count = 0;
        over = done;
        pthread_mutex_unlock(&lock);
    }
    printf("%d\n", taken);
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, drain, NULL);
    for (int i = 1; i <= 2; i++) {
        pthread_mutex_lock(&lock);
        count++;
        done = i == 2;
        pthread_cond_signal(&more);
        pthread_mutex_unlock(&lock);
    }
    pthread_join(t, NULL);
    return 0;
}
