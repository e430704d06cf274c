/* A waits first, B second, two signals: POSIX lets the first wake either. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static sem_t first, second;
static int go;
static void *a(void *u)
{
    pthread_mutex_lock(&m);
    sem_post(&first);
    while (go == 0)
        pthread_cond_wait(&c, &m);
    go--;
    putchar('A');
    pthread_mutex_unlock(&m);
    return u;
}
static void *b(void *u)
{
    sem_wait(&first);
    pthread_mutex_lock(&m);
    sem_post(&second);
    while (go == 0)
        pthread_cond_wait(&c, &m);
    go--;
    putchar('B');
    pthread_mutex_unlock(&m);
    return u;
}
int main(void)
{
    pthread_t t[2];
    sem_init(&first, 0, 0);
    sem_init(&second, 0, 0);
    pthread_create(&t[0], NULL, a, NULL);
    pthread_create(&t[1], NULL, b, NULL);
    sem_wait(&second);
    for (int i = 0; i < 2; i++) {
        pthread_mutex_lock(&m);
        go++;
        pthread_cond_signal(&c);
        pthread_mutex_unlock(&m);
    }
    pthread_join(t[0], NULL);
    pthread_join(t[1], NULL);
    puts("");
    return 0;
}
