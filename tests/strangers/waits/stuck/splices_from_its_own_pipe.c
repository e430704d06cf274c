#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2], out;
    pipe(fd);
    if (fork() == 0) {
        out = open("copy", O_CREAT | O_WRONLY, 0600);
        while (splice(fd[0], NULL, out, NULL, 4096, 0) > 0)
            ;
        close(out);
        close(fd[0]);
        _exit(0);
    }
    close(fd[0]);
    write(fd[1], "spliced", 7);
    close(fd[1]);
    wait(NULL);
    return 0;
}
