#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    pipe(fd);
    pid_t pid = fork();
    if (pid == 0) {
        close(fd[1]);
        read(fd[0], &c, 1);
        close(fd[0]);
        _exit(0);
    }
    close(fd[0]);
    struct pollfd p = {(int)syscall(SYS_pidfd_open, pid, 0), POLLIN, 0};
    if (p.fd < 0)
        return 1;
    poll(&p, 1, -1);
    write(fd[1], "x", 1);
    close(fd[1]);
    waitpid(pid, NULL, 0);
    close(p.fd);
    return 0;
}
