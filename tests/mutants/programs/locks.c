/* locks.c -- two threads take two locks. */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static int value;

static void *add(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&a);
    pthread_mutex_lock(&b);
    value += 21;
    pthread_mutex_unlock(&b);
    pthread_mutex_unlock(&a);
    return NULL;
}
int main(void)
{
    pthread_t one, two;
    if (pthread_create(&one, NULL, add, NULL) != 0 || pthread_create(&two, NULL, add, NULL) != 0) return 1;
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    printf("%d\n", value);
    return 0;
}
