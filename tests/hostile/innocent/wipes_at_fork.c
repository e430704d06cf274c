/* wipes_at_fork.c -- memory that a child gets empty, and some that it does not get at all. */
#include "same.h"
int main(void)
{
    char *a = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    MUST(a != MAP_FAILED);
    a[0] = a[4096] = 'x';
    MUST(madvise(a, 4096, MADV_WIPEONFORK) == 0 && madvise(a + 4096, 4096, MADV_DONTFORK) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        unsigned char in;
        printf("%d\n", a[0]);
        fflush(stdout);
        _exit(mincore(a + 4096, 4096, &in) < 0 && errno == ENOMEM ? 3 : 4);
    }
    printf("%d %c\n", reap(pid), a[0]);
    return 0;
}
