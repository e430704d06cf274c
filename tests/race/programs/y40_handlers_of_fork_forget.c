/* The handler that runs after fork() has given the lock back already when it changes n: the thread may do so too. */
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int n;

static void prepare(void)
{
    pthread_mutex_lock(&m);
}
static void after(void)
{
    pthread_mutex_unlock(&m);
    n++;
}
static void *work(void *unused)
{
    pthread_mutex_lock(&m);
    n++;
    pthread_mutex_unlock(&m);
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_atfork(prepare, after, after);
    pthread_create(&t, NULL, work, NULL);
    if (fork() == 0)
        _exit(0);
    wait(NULL);
    pthread_join(t, NULL);
    printf("%d\n", n);
    return 0;
}
