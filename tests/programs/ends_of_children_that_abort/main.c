#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* The first was still to write. The second reads, so that the write end was never for it. */
int main(void)
{
    int up[2], down[2];
    char c = 'x';
    if (pipe(up) < 0 || pipe(down) < 0)
        return 1;
    if (fork() == 0) {
        close(up[0]);
        close(down[0]);
        close(down[1]);
        abort();
    }
    if (fork() == 0) {
        close(up[0]);
        close(up[1]);
        if (read(down[0], &c, 1) == 1)
            abort();
        _exit(1);
    }
    close(up[1]);
    close(down[0]);
    c = write(down[1], &c, 1) != 1;
    close(down[1]);
    if (read(up[0], &c, 1) != 0)
        return 1;
    close(up[0]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
