/* A thread shows a variable of its own, without a lock, and waits for who may read it. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct node {
    int v;
};
static struct node *shown;

static void *makes(void *unused)
{
    struct node own, *n = &own;
    n->v = 1;  // @writes
    shown = n; // @shows
    pthread_join(*(pthread_t *)unused, NULL);
    return NULL;
}
static void *looks(void *value)
{
    struct node *n = shown;       // @looks
    *(int *)value = n ? n->v : 0; // @reads
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    int value = 0;
    pthread_create(&b, NULL, looks, &value);
    pthread_create(&a, NULL, makes, &b);
    pthread_join(a, NULL);
    printf("%d\n", value);
    return 0;
}
