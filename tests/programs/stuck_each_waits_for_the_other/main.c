#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int there[2], back[2];
    char c;
    if (pipe(there) < 0 || pipe(back) < 0)
        return 1;
    if (fork() == 0) {
        close(there[1]);
        close(back[0]);
        if (read(there[0], &c, 1) == 1 && write(back[1], &c, 1) == 1)
            _exit(0);
        _exit(1);
    }
    close(there[0]);
    close(back[1]);
    if (read(back[0], &c, 1) == 1 && write(there[1], &c, 1) == 1)
        return wait(NULL) < 0;
    return 1;
}
