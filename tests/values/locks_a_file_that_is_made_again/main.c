/* The lock file is unlinked before it is locked: the second may make and lock another one. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *n = mmap(NULL, sizeof *n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            int fd = open("/tmp/the_lock", O_RDWR | O_CREAT, 0600);
            unlink("/tmp/the_lock");
            flock(fd, LOCK_EX);
            ++*n; // @adds
            close(fd);
            _exit(0);
        }
    wait(NULL);
    wait(NULL);
    unlink("/tmp/the_lock");
    printf("%d\n", *n);
    return 0;
}
