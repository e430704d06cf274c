#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int to[2], from[2];
    char c;
    if (pipe(to) < 0 || pipe(from) < 0)
        return 1;
    printf("number? ");
    if (fork() == 0) {
        close(to[1]);
        close(from[0]);
        dup2(from[1], 1);
        close(from[1]);
        read(to[0], &c, 1);
        write(1, &c, 1);
        close(to[0]);
        _exit(0);
    }
    close(to[0]);
    close(from[1]);
    read(from[0], &c, 1); /* was to write first */
    write(to[1], &c, 1);
    close(to[1]);
    close(from[0]);
    wait(NULL);
    return 0;
}
