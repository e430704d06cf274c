/* The second waits, with its own mutex, when nobody waits with the first any more. */
#include <pthread.h>
#include <stdio.h>

struct gate {
    pthread_mutex_t m;
    int open;
};
static struct gate a = {PTHREAD_MUTEX_INITIALIZER, 0}, b = {PTHREAD_MUTEX_INITIALIZER, 0};
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;

static void *waits(void *at)
{
    struct gate *g = at;
    pthread_mutex_lock(&g->m);
    while (!g->open)
        pthread_cond_wait(&c, &g->m);
    pthread_mutex_unlock(&g->m);
    return NULL;
}
static void opens(struct gate *g)
{
    pthread_mutex_lock(&g->m);
    g->open = 1;
    pthread_cond_broadcast(&c);
    pthread_mutex_unlock(&g->m);
}

int main(void)
{
    pthread_t t, u;
    pthread_create(&t, NULL, waits, &a);
    opens(&a);
    pthread_join(t, NULL);
    pthread_create(&u, NULL, waits, &b);
    opens(&b);
    pthread_join(u, NULL);
    puts("ok");
    return 0;
}
