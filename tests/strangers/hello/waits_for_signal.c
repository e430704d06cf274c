#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

volatile sig_atomic_t ready = 0;

static void handler(int sig)
{
    (void)sig;
    ready = 1;
}

int main(void)
{
    int fd[2];
    signal(SIGUSR1, handler);
    if (pipe(fd) < 0)
        return 1;
    pid_t pid = fork();
    if (pid == 0) {
        close(fd[0]);
        pause();   /* the parent never sends the signal */
        write(fd[1], "Hello\nWorld\n", 12);
        _exit(0);
    }
    close(fd[1]);
    FILE *f = fdopen(fd[0], "r");
    char line[80];
    while (fgets(line, 80, f) != NULL)
        printf("Received: %s", line);
    waitpid(pid, NULL, 0);
    return 0;
}
