#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

int main(void)
{
    int fd[2];
    char line[20], *args[] = {"echo", "spawned", NULL};
    pid_t pid;
    posix_spawn_file_actions_t actions;
    FILE *from = popen("echo hello | cat", "r");
    if (!from || !fgets(line, sizeof line, from) || pclose(from) != 0)
        return 1;
    if (pipe(fd) < 0 || system("true") != 0)
        return 1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fd[1], 1);
    posix_spawn_file_actions_addclose(&actions, fd[0]);
    posix_spawn_file_actions_addclose(&actions, fd[1]);
    if (posix_spawnp(&pid, "echo", &actions, NULL, args, environ) != 0)
        return 1;
    posix_spawn_file_actions_destroy(&actions);
    close(fd[1]);
    FILE *in = fdopen(fd[0], "r");
    if (!in || !fgets(line, sizeof line, in))
        return 1;
    fclose(in);
    return waitpid(pid, NULL, 0) != pid;
}
