/* A lock of the process (F_SETLKW) goes with the first descriptor of the file that it closes. */
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
            struct flock range = {.l_type = F_WRLCK};
            fcntl(fd, F_SETLKW, &range);
            close(fd);
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
