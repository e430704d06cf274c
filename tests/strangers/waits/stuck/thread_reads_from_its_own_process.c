#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

static int fd[2];

static void *reading(void *arg)
{
    char c;
    while (read(fd[0], &c, 1) == 1)
        write(1, &c, 1);
    return arg;
}

int main(void)
{
    pthread_t reader;
    pipe(fd);
    pthread_create(&reader, NULL, reading, NULL);
    write(fd[1], "text\n", 5);
    pthread_join(reader, NULL);
    close(fd[1]);
    close(fd[0]);
    return 0;
}
