#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;

static void note(const char *what)
{
    pthread_mutex_lock(&log_lock); /* again */
    fputs(what, stderr);
    pthread_mutex_unlock(&log_lock);
}

int main(void)
{
    int fd[2];
    char c;
    if (pipe(fd) != 0)
        return 1;
    if (fork() == 0) {
        while (read(fd[0], &c, 1) == 1)
            ;
        _exit(0);
    }
    if (fork() == 0) {
        close(fd[0]);
        close(fd[1]);
        pthread_mutex_lock(&log_lock);
        note("second\n");
        pthread_mutex_unlock(&log_lock);
        _exit(0);
    }
    close(fd[0]);
    close(fd[1]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
