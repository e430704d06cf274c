#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2], go[2];
    char c;
    pipe(fd);
    pipe(go);
    pid_t pid = fork();
    if (pid == 0) {
        close(fd[0]);
        close(go[1]);
        write(fd[1], "r", 1); /* ready */
        read(go[0], &c, 1);
        write(fd[1], "x", 1);
        close(fd[1]);
        close(go[0]);
        _exit(0);
    }
    close(fd[1]);
    close(go[0]);
    read(fd[0], &c, 1); /* is it ready? */
    kill(pid, SIGSTOP);
    waitpid(pid, NULL, WUNTRACED);
    write(go[1], "g", 1);
    close(go[1]);
    read(fd[0], &c, 1); /* parent */
    close(fd[0]);
    kill(pid, SIGCONT);
    wait(NULL);
    return 0;
}
