/* One lock more at once than is remembered, and that is said. */
#include <pthread.h>
#include <stdio.h>

enum { LOCKS = 17 };

static pthread_mutex_t locks[LOCKS];
static int value;

static void *adds(void *unused)
{
    for (int i = 0; i < LOCKS; i++)
        pthread_mutex_lock(&locks[i]);
    value++;
    for (int i = LOCKS; i-- > 0;)
        pthread_mutex_unlock(&locks[i]);
    return unused;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < LOCKS; i++)
        pthread_mutex_init(&locks[i], NULL);
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, adds, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    printf("%d\n", value);
    return 0;
}
