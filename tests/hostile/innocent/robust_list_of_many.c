/* robust_list_of_many.c -- threads end with twenty robust locks each; their next owners are told of it. */
#include "same.h"
static pthread_mutex_t locks[5][20];
static void *take(void *at)
{
    pthread_mutex_t *mine = at;
    for (int i = 0; i < 20; i++)
        pthread_mutex_lock(&mine[i]);
    return at;
}
int main(void)
{
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
    pthread_t t[5];
    int told = 0;
    for (int k = 0; k < 5; k++) {
        for (int i = 0; i < 20; i++)
            pthread_mutex_init(&locks[k][i], &attr);
        pthread_create(&t[k], NULL, take, locks[k]);
    }
    for (int k = 0; k < 5; k++) {
        pthread_join(t[k], NULL);
        for (int i = 0; i < 20; i++)
            told += pthread_mutex_lock(&locks[k][i]) == EOWNERDEAD;
    }
    printf("%d\n", told);
    return 0;
}
