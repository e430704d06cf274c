/* The wait is in a function, and its loop in another: woken early, it waits again. */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int ready, data;

static void sleep_on(void) { pthread_cond_wait(&changed, &lock); }

static int is_ready(void) { return ready; }

static void *make(void *unused)
{
    pthread_mutex_lock(&lock);
    data = 42;
    ready = 1;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, make, NULL);
    pthread_mutex_lock(&lock);
    for (;;) {
        if (is_ready())
            break;
        sleep_on();
    }
    printf("%d\n", data);
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
