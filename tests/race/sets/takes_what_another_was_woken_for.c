/* takes_what_another_was_woken_for -- if instead of while: one of the two may find nothing */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <pthread.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;

static int top, got[2];
static void *run(void *p)
{
    int i = *(int *)p;
    pthread_mutex_lock(&m);
    if (top == 0) pthread_cond_wait(&c, &m);
    got[i] = top > 0 ? top-- : -1;
    pthread_mutex_unlock(&m);
    return NULL;
}
int main(void)
{
    pthread_t t[2];
    int id[2] = {0, 1};
    for (int i = 0; i < 2; i++) pthread_create(&t[i], NULL, run, &id[i]);
    for (int i = 0; i < 2; i++) {
        pthread_mutex_lock(&m);
        top++;
        pthread_cond_broadcast(&c);
        pthread_mutex_unlock(&m);
    }
    for (int i = 0; i < 2; i++) pthread_join(t[i], NULL);
    printf("%d %d\n", got[0], got[1]);
    return 0;
}
