#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    if (pipe(fd) < 0)
        return 1;
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            write(fd[1], "x", 1); /* and then it goes on in the loop */
    while (read(fd[0], &c, 1) == 1)
        ;
    while (wait(NULL) > 0)
        ;
    return 0;
}
