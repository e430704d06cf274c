#include <sys/wait.h>
#include <unistd.h>

/* one stage of a pipeline: it reads in, and writes what it read to out */
static void stage(int in, int out)
{
    char c = 'x';
    if (fork() != 0)
        return;
    if (in < 0)
        write(out, &c, 1);
    while (in >= 0 && read(in, &c, 1) == 1)
        write(out, &c, 1);
    _exit(0);
}

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    stage(-1, fd[1]); /* and then the parent does not close fd[1] */
    stage(fd[0], 1);
    stage(fd[0], 1);
    while (wait(NULL) > 0)
        ;
    return 0;
}
