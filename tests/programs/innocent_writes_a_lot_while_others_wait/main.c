#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    static char much[900000];
    int fd[2];
    char c;
    for (unsigned i = 0; i < sizeof much; i++)
        much[i] = i % 64 == 63 ? '\n' : 'x';
    if (pipe(fd) < 0)
        return 1;
    if (fork() == 0) {
        close(fd[1]);
        _exit(read(fd[0], &c, 1) != 0);
    }
    if (fwrite(much, 1, sizeof much, stdout) != sizeof much || fflush(stdout) != 0)
        return 1;
    close(fd[1]);
    return wait(NULL) < 0;
}
