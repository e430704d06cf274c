/* Many locks, and each has a place. */
#include <pthread.h>
#include <stdio.h>

enum { LOCKS = 1000 };

static pthread_mutex_t locks[LOCKS];
static int value;

static void *adds(void *unused)
{
    for (int i = 0; i < LOCKS; i++) {
        pthread_mutex_lock(&locks[i]);
        pthread_mutex_unlock(&locks[i]);
    }
    value++;
    return unused;
}

int main(void)
{
    pthread_t t;
    for (int i = 0; i < LOCKS; i++)
        pthread_mutex_init(&locks[i], NULL);
    pthread_create(&t, NULL, adds, NULL);
    pthread_join(t, NULL);
    printf("%d\n", value);
    return 0;
}
