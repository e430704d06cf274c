#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    if (pipe(fd) < 0)
        return 1;
    pid_t child = fork();
    if (child == 0) {
        raise(SIGSTOP);
        _exit(write(fd[1], "x", 1) != 1);
    }
    if (fork() == 0) {
        usleep(500000);
        _exit(kill(child, SIGCONT) < 0);
    }
    return read(fd[0], &c, 1) != 1 || wait(NULL) < 0 || wait(NULL) < 0;
}
