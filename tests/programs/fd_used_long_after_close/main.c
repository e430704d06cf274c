/* Writes to an end a hundred calls after it closed its last one. Child 1 does the same calls, and to what is open. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void print(int count)
{
    for (int i = 0; i < count; i++)
        dprintf(STDOUT_FILENO, "%d\n", i);
}

int main(void)
{
    int p[2];
    if (pipe(p) < 0 || write(p[1], "x", 1) != 1)
        return 1;
    if (fork() == 0) {
        char c;
        close(p[1]);
        if (read(p[0], &c, 1) != 1)
            _exit(1);
        close(p[0]);
        print(100);
        _exit(write(STDOUT_FILENO, &c, 1) != 1);
    }
    close(p[0]);
    close(p[1]);
    wait(NULL);
    print(100);
    return write(p[1], "y", 1) == 1;
}
