/* posix_shared_memory.c -- shm_open, by two processes, by name. */
#include "same.h"
int main(void)
{
    int fd = shm_open("/numbers", O_RDWR | O_CREAT | O_EXCL, 0600);
    MUST(fd >= 0 && ftruncate(fd, 4096) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        int mine = shm_open("/numbers", O_RDWR, 0);
        int *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, mine, 0);
        at[3] = 42;
        _exit(munmap(at, 4096));
    }
    int *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    MUST(reap(pid) == 0);
    printf("%d %d\n", at[3], shm_unlink("/numbers"));
    return 0;
}
