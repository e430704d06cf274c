/* Two consumers wait with if instead of while: the second takes from an empty stack, and that is rare. */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static int stack[4], top, got[2];

static void *consume(void *which)
{
    int i = *(int *)which;
    pthread_mutex_lock(&lock);
    if (top == 0)
        pthread_cond_wait(&more, &lock);
    if (top > 0)
        got[i] = stack[--top];
    else
        got[i] = -1; // @empty
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    int ids[2] = {0, 1};
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, consume, &ids[i]);
    for (int i = 0; i < 2; i++) {
        pthread_mutex_lock(&lock);
        stack[top++] = 7;
        pthread_cond_broadcast(&more);
        pthread_mutex_unlock(&lock);
    }
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d %d\n", got[0], got[1]);
    return 0;
}
