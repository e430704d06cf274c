#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* The child would wait for ever for itself; its parent reaches into it. */
int main(void)
{
    int ends[2];
    char c, path[40];
    pipe(ends);
    pid_t child = fork();
    if (child == 0)
        _exit(read(ends[0], &c, 1) != 1);
    int number = ends[1];
    close(ends[0]);
    close(ends[1]);
    usleep(400000);
    snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)child, number);
    int end = open(path, O_WRONLY);
    write(end, "x", 1);
    wait(0);
    return end < 0;
}
