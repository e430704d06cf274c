/* 3, 4 and 5 are closed, as they should be, and then 6, which was never open: four calls in order, and no loop. The
 * child does it through a function of its own. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void give_back(int fd)
{
    if (close(fd) < 0)
        perror("close");
}

int main(void)
{
    int p[2];
    if (pipe(p) < 0)
        return 1;
    int f = open("/dev/null", O_RDONLY);
    if (fork() == 0) {
        give_back(p[0]);
        give_back(p[1]);
        give_back(f);
        give_back(f + 1);
        _exit(0);
    }
    close(p[0]);
    close(p[1]);
    close(f);
    close(f + 1);
    return wait(NULL) < 0;
}
