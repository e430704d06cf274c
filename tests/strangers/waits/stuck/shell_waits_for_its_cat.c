#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int to[2], from[2];
    char text[100];
    if (pipe(to) < 0 || pipe(from) < 0)
        return 1;
    if (fork() == 0) {
        dup2(to[0], 0);
        dup2(from[1], 1);
        close(to[0]), close(to[1]), close(from[0]), close(from[1]);
        execl("/bin/sh", "sh", "-c", "cat; echo done", (char *)NULL);
        _exit(127);
    }
    close(to[0]);
    write(to[1], "hello\n", 6);
    ssize_t n;
    while ((n = read(from[0], text, sizeof text)) > 0)
        write(1, text, (size_t)n);
    close(to[1]);
    close(from[0]);
    close(from[1]);
    wait(NULL);
    return 0;
}
