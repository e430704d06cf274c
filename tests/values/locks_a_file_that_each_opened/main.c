/* Each child opens the file, so each has a lock of its own that keeps the other out. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            int fd = open("lock.tmp", O_CREAT | O_RDWR, 0600);
            flock(fd, LOCK_EX);
            *count += 1;
            flock(fd, LOCK_UN);
            close(fd);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d\n", *count);
    return 0;
}
