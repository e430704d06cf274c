/* Who is refused gives the lock back, and then once more at the end. */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int stock = 1;

static void *buy(void *unused)
{
    pthread_mutex_lock(&m);
    if (stock == 0)
        pthread_mutex_unlock(&m);
    else
        stock--;
    pthread_mutex_unlock(&m); // @gives
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, buy, NULL);
    pthread_join(t, NULL);
    pthread_create(&t, NULL, buy, NULL);
    pthread_join(t, NULL);
    printf("%d\n", stock);
    return 0;
}
