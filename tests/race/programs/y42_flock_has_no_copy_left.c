/* Both descriptors of the open file are closed before n changes: so the lock is gone. (close() of the second is
 * repeated later, and fails.) */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *n = mmap(NULL, sizeof *n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    close(open("lock", O_RDWR | O_CREAT, 0600));
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            int fd = open("lock", O_RDWR), copy = dup(fd);
            flock(fd, LOCK_EX);
            close(fd);
            close(copy);
            ++*n;
            close(copy);
            _exit(0);
        }
    wait(NULL);
    wait(NULL);
    unlink("lock");
    printf("%d\n", *n);
    return 0;
}
