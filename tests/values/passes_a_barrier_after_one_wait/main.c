/* Three meet and wait with if for the last: woken early, one goes on alone. */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all_here = PTHREAD_COND_INITIALIZER;
static int here, part[3], sum[3];

static void *work(void *which)
{
    int i = *(int *)which;
    part[i] = i + 1;
    pthread_mutex_lock(&lock);
    here++;
    if (here < 3)
        pthread_cond_wait(&all_here, &lock); // @wait
    else
        pthread_cond_broadcast(&all_here);
    pthread_mutex_unlock(&lock);
    for (int k = 0; k < 3; k++)
        sum[i] += part[k];
    return NULL;
}

int main(void)
{
    pthread_t t[3];
    int ids[3] = {0, 1, 2};
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, work, &ids[i]);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    printf("%d %d %d\n", sum[0], sum[1], sum[2]);
    return 0;
}
