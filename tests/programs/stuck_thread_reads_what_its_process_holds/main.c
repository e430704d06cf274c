#include <pthread.h>
#include <unistd.h>

static int fd[2];

static void *receive(void *unused)
{
    char c;
    while (read(fd[0], &c, 1) > 0)
        continue;
    return unused;
}

int main(void)
{
    pthread_t reader;
    if (pipe(fd) < 0 || pthread_create(&reader, 0, receive, 0) != 0)
        return 1;
    pthread_join(reader, 0);
    close(fd[1]);
    return 0;
}
