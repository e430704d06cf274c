#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int data[2], ctl[2];
    char c;
    pipe(data);
    pipe(ctl);
    pid_t middle = fork();
    if (middle == 0) {
        if (fork() == 0) {
            close(data[0]);
            close(ctl[1]);
            read(ctl[0], &c, 1); /* start */
            write(data[1], "data", 4);
            _exit(0);
        }
        _exit(0);
    }
    close(data[1]);
    close(ctl[0]);
    waitpid(middle, NULL, 0);
    while (read(data[0], &c, 1) == 1) /* master */
        putchar(c);
    write(ctl[1], "s", 1);
    return 0;
}
