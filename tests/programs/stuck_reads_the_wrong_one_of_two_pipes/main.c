#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int down[2], up[2];
    char c = 'q';
    if (pipe(down) < 0 || pipe(up) < 0)
        return 1;
    if (fork() == 0) {
        close(down[1]);
        if (read(up[0], &c, 1) != 1) /* not down[0] */
            _exit(1);
        _exit(write(up[1], &c, 1) != 1);
    }
    close(down[0]);
    close(up[1]);
    if (write(down[1], &c, 1) != 1 || read(up[0], &c, 1) != 1)
        return 1;
    return wait(NULL) < 0;
}
