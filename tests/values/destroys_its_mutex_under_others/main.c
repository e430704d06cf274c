/* destroys_its_mutex_under_others -- main is done with the mutex, its thread may not be */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int count;

static void *adds(void *unused)
{
    pthread_mutex_lock(&lock);
    count++;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, adds, NULL);
    adds(NULL);
    pthread_mutex_destroy(&lock); // @destroys
    pthread_join(t, NULL);
    printf("%d\n", count);
    return 0;
}
