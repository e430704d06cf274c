#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

static void *hold(void *unused)
{
    for (int i = 0; i < 20; i++) {
        pthread_mutex_lock(&m);
        usleep(20000);
        pthread_mutex_unlock(&m);
        usleep(1000);
    }
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, hold, NULL);
    usleep(30000);
    pthread_mutex_lock(&m); /* so that no other thread has it at the fork */
    pid_t pid = fork();
    pthread_mutex_unlock(&m);
    if (pid == 0) {
        pthread_mutex_lock(&m);
        puts("child");
        fflush(stdout);
        pthread_mutex_unlock(&m);
        _exit(0);
    }
    pthread_join(t, NULL);
    waitpid(pid, NULL, 0);
    return 0;
}
