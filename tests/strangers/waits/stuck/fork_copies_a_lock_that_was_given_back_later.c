#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int p[2];

static void *hold(void *unused)
{
    pthread_mutex_lock(&m);
    write(p[1], "h", 1);
    usleep(200000);
    pthread_mutex_unlock(&m);
    return unused;
}

int main(void)
{
    pthread_t t;
    char c;
    if (pipe(p) < 0)
        return 1;
    pthread_create(&t, NULL, hold, NULL);
    read(p[0], &c, 1);
    pid_t pid = fork();
    if (pid == 0) {
        close(p[0]);
        close(p[1]);
        pthread_mutex_lock(&m); /* child */
        puts("child");
        pthread_mutex_unlock(&m);
        _exit(0);
    }
    pthread_join(t, NULL);
    waitpid(pid, NULL, 0);
    close(p[0]);
    close(p[1]);
    return 0;
}
