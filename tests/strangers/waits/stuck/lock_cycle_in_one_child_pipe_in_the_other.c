#include <fcntl.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t both;

static void *other_order(void *arg)
{
    pthread_mutex_lock(&b);
    pthread_barrier_wait(&both);
    pthread_mutex_lock(&a); /* thread */
    return arg;
}

static void two_threads(void)
{
    pthread_t t;
    pthread_barrier_init(&both, NULL, 2);
    pthread_create(&t, NULL, other_order, NULL);
    pthread_mutex_lock(&a);
    pthread_barrier_wait(&both);
    pthread_mutex_lock(&b); /* first thread */
    _exit(0);
}

static void own_writer(void)
{
    int fd[2];
    char c;
    pipe(fd);
    read(fd[0], &c, 1); /* own pipe */
    _exit(0);
}

int main(void)
{
    if (fork() == 0)
        two_threads();
    if (fork() == 0)
        own_writer();
    if (fork() == 0)
        _exit(0);
    for (int i = 0; i < 3; i++)
        wait(NULL); /* three */
    return 0;
}
