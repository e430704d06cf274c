#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

int main(void)
{
    int fd[2];
    char *args[] = {"true", NULL};
    pid_t pid;
    if (pipe(fd) < 0 || posix_spawnp(&pid, "true", NULL, NULL, args, environ) != 0)
        return 1;
    close(fd[0]);
    close(fd[1]);
    return waitpid(pid, NULL, 0) != pid;
}
