#include <pthread.h>
#include <unistd.h>

static int fd[2];

static void *work(void *unused)
{
    if (write(fd[1], "x", 1) != 1)
        return unused;
    close(fd[1]);
    return &fd;
}

int main(void)
{
    pthread_t thread;
    void *result;
    char c;
    if (pipe(fd) < 0 || pthread_create(&thread, NULL, work, NULL) != 0)
        return 1;
    int is_read = read(fd[0], &c, 1) == 1;
    pthread_join(thread, &result);
    close(fd[0]);
    return !is_read || result != &fd;
}
