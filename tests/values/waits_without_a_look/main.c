/* No signal can be lost here, so main does not look whether it has come; but it may wake early. */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int data;

static void *make(void *unused)
{
    pthread_mutex_lock(&lock);
    data = 42;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_mutex_lock(&lock);
    pthread_create(&t, NULL, make, NULL);
    pthread_cond_wait(&changed, &lock); // @wait
    printf("%d\n", data);
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
