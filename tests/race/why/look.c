/* look.c -- asks two pipes at once which of them has something. Twin: reads from one. */
#include <poll.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int a[2], b[2], *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (pipe(a) < 0 || pipe(b) < 0)
        return 1;
    if (fork() == 0) {
        *shared = 1;
        close(a[0]), close(b[0]), close(b[1]);
        return write(a[1], "x", 1) != 1;
    }
    close(a[1]), close(b[1]);
#ifdef TWIN
    char c;
    if (read(a[0], &c, 1) != 1)
        return 1;
#else
    struct pollfd both[2] = {{a[0], POLLIN, 0}, {b[0], POLLIN, 0}};
    poll(both, 2, -1);
#endif
    wait(NULL);
    printf("%d\n", *shared);
    return 0;
}
