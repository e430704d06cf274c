#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

int main(void)
{
    pthread_mutex_lock(&m);
    if (fork() == 0) {
        pthread_mutex_lock(&m); /* child */
        puts("child");
        pthread_mutex_unlock(&m);
        _exit(0);
    }
    pthread_mutex_unlock(&m);
    wait(NULL);
    return 0;
}
