/* getenv() gives NULL here, and the sender dies of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    if (pipe(fd) < 0)
        return 1;
    pid_t pid = fork();
    if (pid == 0) {
        close(fd[0]);
        char *greeting = getenv("BOTHENDS_LESSON_GREETING");
        size_t n = strlen(greeting);
        if (write(fd[1], greeting, n) < 0)
            _exit(1);
        close(fd[1]);
        _exit(0);
    }
    close(fd[1]);
    char c;
    while (read(fd[0], &c, 1) == 1)
        putchar(c);
    close(fd[0]);
    waitpid(pid, NULL, 0);
    return 0;
}
