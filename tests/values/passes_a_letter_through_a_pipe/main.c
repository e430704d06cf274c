/* Nothing that schedules could change: none is paid for. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    char c;
    if (pipe(ends) < 0)
        return 1;
    if (fork() == 0) {
        close(ends[0]);
        _exit(write(ends[1], "x", 1) != 1);
    }
    close(ends[1]);
    while (read(ends[0], &c, 1) == 1)
        putchar(c);
    close(ends[0]);
    wait(NULL);
    return 0;
}
