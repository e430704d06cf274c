/* flock() of one open(), which fork() passed on, is one lock: who has it already is let in. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int fd = open("lock.tmp", O_CREAT | O_RDWR, 0600);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            flock(fd, LOCK_EX);
            *count += 1; // @add
            flock(fd, LOCK_UN);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d\n", *count);
    close(fd);
    return 0;
}
