/* wc is started by posix_spawn() with both ends of the pipe that it reads from: the parent cannot close anything in it. */
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

int main(void)
{
    int fd[2];
    pid_t child;
    char *argv[] = {"wc", "-l", NULL};
    posix_spawn_file_actions_t actions;
    if (pipe(fd) < 0)
        return 1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fd[0], 0);
    if (posix_spawnp(&child, "wc", &actions, NULL, argv, environ) != 0)
        return 1;
    close(fd[0]);
    if (write(fd[1], "a\n", 2) != 2)
        return 1;
    close(fd[1]);
    waitpid(child, NULL, 0);
    return 0;
}
