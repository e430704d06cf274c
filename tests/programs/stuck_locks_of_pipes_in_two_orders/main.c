#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

static void take(const int *fd)
{
    char c;
    if (read(fd[0], &c, 1) != 1)
        _exit(1);
}

static void give(const int *fd)
{
    if (write(fd[1], "t", 1) != 1)
        _exit(1);
}

/* A byte in each of two pipes is a lock. */
int main(void)
{
    int a[2], b[2];
    if (pipe(a) < 0 || pipe(b) < 0)
        return 1;
    give(a);
    give(b);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            take(i == 0 ? a : b);
            poll(NULL, 0, 100);
            take(i == 0 ? b : a);
            give(a);
            give(b);
            _exit(0);
        }
    for (int i = 0; i < 2; i++) {
        close(a[i]);
        close(b[i]);
    }
    while (wait(NULL) > 0)
        ;
    return 0;
}
