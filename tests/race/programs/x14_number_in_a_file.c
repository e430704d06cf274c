/* The lock is never given back: closing the file does it. */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHARED(type) ((type *)mmap(0, sizeof(type), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))

static void add(int fd)
{
    int value = 0;
    flock(fd, LOCK_EX);
    pread(fd, &value, sizeof value, 0);
    value++;
    pwrite(fd, &value, sizeof value, 0);
    close(fd);
}
int main(void)
{
    int value = 0, fd = open("number", O_RDWR | O_CREAT | O_TRUNC, 0600);
    pwrite(fd, &value, sizeof value, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            for (int k = 0; k < 3; k++)
                add(open("number", O_RDWR));
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    pread(fd, &value, sizeof value, 0);
    unlink("number");
    printf("%d\n", value);
    return 0;
}
