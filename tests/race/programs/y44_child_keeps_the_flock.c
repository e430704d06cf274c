/* The lock that the parent took belongs to the open file, of which its first child has a copy until it ends: the
 * second, which opens the file itself, waits for that. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *n = mmap(NULL, sizeof *n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int fd = open("lock", O_RDWR | O_CREAT, 0600);
    flock(fd, LOCK_EX);
    if (fork() == 0) {
        ++*n;
        _exit(0);
    }
    if (fork() == 0) {
        close(fd);
        int own = open("lock", O_RDWR);
        flock(own, LOCK_EX);
        ++*n;
        _exit(0);
    }
    close(fd);
    wait(NULL);
    wait(NULL);
    unlink("lock");
    printf("%d\n", *n);
    return 0;
}
