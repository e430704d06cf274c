/* A thread adds to a local variable of the function that made it, while that adds to it, too, without a lock. */
#include <pthread.h>
#include <stdio.h>

static void *adds_one(void *n)
{
    *(int *)n += 1;
    return NULL;
}

static int adds_two(void)
{
    pthread_t thread;
    int n = 0;
    pthread_create(&thread, NULL, adds_one, &n);
    n += 2;
    pthread_join(thread, NULL);
    return n;
}

int main(void)
{
    printf("%d", adds_two());
    return 0;
}
