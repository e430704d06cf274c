/* Each process has its own copy of the descriptors, as it should be: a few schedules are looked at, and nothing said. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int ends[2];

int main(void)
{
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
