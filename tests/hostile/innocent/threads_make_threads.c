/* threads_make_threads.c -- four that make four that make one. */
#include "same.h"
static int made;
static void *work(void *arg)
{
    long level = (long)arg;
    pthread_t t[4];
    int n = level == 0 ? 4 : level == 1 ? 1 : 0;
    __atomic_fetch_add(&made, 1, __ATOMIC_SEQ_CST);
    for (int i = 0; i < n; i++)
        MUST(pthread_create(&t[i], NULL, work, (void *)(level + 1)) == 0);
    for (int i = 0; i < n; i++)
        pthread_join(t[i], NULL);
    return NULL;
}
int main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        MUST(pthread_create(&t[i], NULL, work, NULL) == 0);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("%d\n", made);
    return 0;
}
