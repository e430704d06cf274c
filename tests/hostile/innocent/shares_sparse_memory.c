/* shares_sparse_memory.c -- eight megabytes of shared memory, of which it touches two pages. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    enum { SIZE = 8 << 20 };
    int fd = shm_open("/sparse-of-mine", O_CREAT | O_EXCL | O_RDWR, 0600);
    shm_unlink("/sparse-of-mine");
    if (fd < 0 || ftruncate(fd, SIZE) < 0)
        return 1;
    char *at = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fork() == 0) {
        at[0] = 'a';
        at[SIZE - 1] = 'z';
        _exit(0);
    }
    wait(NULL);
    struct stat st;
    fstat(fd, &st);
    printf("%c%c %d\n", at[0], at[SIZE - 1], st.st_blocks <= 16);
    return 0;
}
