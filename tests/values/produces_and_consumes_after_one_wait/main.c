/* A buffer of five, both wait with if; too long for all orders, but all that were tried end alike. */
#include <pthread.h>
#include <stdio.h>

enum { N = 100, ROOM = 5 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_empty = PTHREAD_COND_INITIALIZER, not_full = PTHREAD_COND_INITIALIZER;
static int items[ROOM], in, out, count;

static void *produce(void *unused)
{
    for (int i = 1; i <= N; i++) {
        pthread_mutex_lock(&lock);
        if (count == ROOM)
            pthread_cond_wait(&not_full, &lock); // @full
        items[in] = i;
        in = (in + 1) % ROOM;
        count++;
        pthread_cond_signal(&not_empty);
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

static void *consume(void *unused)
{
    for (int i = 1; i <= N; i++) {
        pthread_mutex_lock(&lock);
        if (count == 0)
            pthread_cond_wait(&not_empty, &lock); // @empty
        int v = items[out];
        out = (out + 1) % ROOM;
        count--;
        pthread_cond_signal(&not_full);
        pthread_mutex_unlock(&lock);
        printf("%d\n", v);
    }
    return unused;
}

int main(void)
{
    pthread_t p, c;
    pthread_create(&p, NULL, produce, NULL);
    pthread_create(&c, NULL, consume, NULL);
    pthread_join(p, NULL);
    pthread_join(c, NULL);
    return 0;
}
