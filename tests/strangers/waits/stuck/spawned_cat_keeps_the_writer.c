#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

int main(void)
{
    int p[2];
    char *argv[] = {"cat", NULL};
    posix_spawn_file_actions_t acts;
    pid_t pid;
    pipe(p);
    posix_spawn_file_actions_init(&acts);
    posix_spawn_file_actions_adddup2(&acts, p[0], 0);
    posix_spawn_file_actions_addclose(&acts, p[0]);
    if (posix_spawnp(&pid, "cat", &acts, NULL, argv, environ))
        return 1;
    posix_spawn_file_actions_destroy(&acts);
    close(p[0]);
    write(p[1], "hi\n", 3);
    close(p[1]);
    waitpid(pid, NULL, 0);
    return 0;
}
