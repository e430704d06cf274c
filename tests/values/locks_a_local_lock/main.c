/* Each thread has a lock of its own, on its stack. */
#include <pthread.h>
#include <stdio.h>

static int n;

static void *work(void *unused)
{
    pthread_mutex_t mine = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&mine);
    n++; // @adds
    pthread_mutex_unlock(&mine);
    return unused;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    printf("%d\n", n);
    return 0;
}
