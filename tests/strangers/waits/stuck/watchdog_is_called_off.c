#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* No single answer may take longer than five seconds. */
static int answer(int from)
{
    int x = -1;
    alarm(5);
    if (read(from, &x, sizeof x) != sizeof x)
        x = -1;
    alarm(0);
    return x;
}

int main(void)
{
    int fd[2], x, end;
    pipe(fd);
    if (fork() == 0) {
        close(fd[0]);
        for (x = 1; x <= 3; x++)
            write(fd[1], &x, sizeof x);
        _exit(0);
    }
    for (x = 0; x < 3; x++)
        printf("%d\n", answer(fd[0]));
    while (read(fd[0], &end, sizeof end) > 0) /* the end */
        ;
    wait(NULL);
    return 0;
}
