/* A waits first, B second, one signal: POSIX lets it wake either; the other waits for ever. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static sem_t first, second;
static void waits(sem_t *then, const char *name)
{
    pthread_mutex_lock(&m);
    sem_post(then);
    pthread_cond_wait(&c, &m);
    if (write(1, name, 1) != 1)
        _exit(1);
    pthread_mutex_unlock(&m);
}
static void *a(void *u)
{
    waits(&first, "A");
    return u;
}

static void *b(void *u)
{
    sem_wait(&first);
    waits(&second, "B");
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
    pthread_mutex_lock(&m);
    pthread_cond_signal(&c);
    pthread_mutex_unlock(&m);
    pthread_join(t[0], NULL);
    pthread_join(t[1], NULL);
    return 0;
}
