/* A lock of fcntl() belongs to the process: both threads have it. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static int fd, count;

static void lock(short how)
{
    struct flock all = {.l_type = how, .l_whence = SEEK_SET};
    fcntl(fd, F_SETLKW, &all);
}

static void *add(void *unused)
{
    lock(F_WRLCK);
    count++; // @add
    lock(F_UNLCK);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    fd = open("lock.tmp", O_CREAT | O_RDWR, 0600);
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, add, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    printf("%d\n", count);
    close(fd);
    return 0;
}
