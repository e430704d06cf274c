#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int to[2];
    if (pipe(to) < 0)
        return 1;
    pid_t pid = fork();
    if (pid == 0) {
        dup2(to[0], 0);
        close(to[0]);
        execl("/bin/sh", "sh", "-c", "cat; echo end", (char *)NULL);
        _exit(127);
    }
    close(to[0]);
    dprintf(to[1], "a\nb\n");
    close(to[1]);
    waitpid(pid, NULL, 0);
    return 0;
}
