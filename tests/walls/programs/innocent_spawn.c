/* innocent_spawn.c -- popen, system, posix_spawn, vfork, and a chain of programs `cat | sort` by fork and exec. */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int chain(void)
{
    int in[2], through[2];
    if (pipe(in) || pipe(through))
        return 1;
    if (fork() == 0) {
        dup2(in[0], 0);
        dup2(through[1], 1);
        close_range(3, ~0U, 0);
        execlp("cat", "cat", (char *)NULL);
        _exit(127);
    }
    if (fork() == 0) {
        dup2(through[0], 0);
        close_range(3, ~0U, 0);
        execlp("sort", "sort", (char *)NULL);
        _exit(127);
    }
    int bad = write(in[1], "b\na\n", 4) != 4;
    close(in[0]), close(in[1]), close(through[0]), close(through[1]);
    for (int status; wait(&status) > 0;)
        bad |= status;
    return bad;
}

int main(void)
{
    char line[64] = "";
    FILE *pipe = popen("echo from popen", "r");
    if (!pipe || !fgets(line, sizeof line, pipe) || pclose(pipe) != 0)
        return 1;
    fputs(line, stdout);
    fflush(stdout);
    if (system("test -d /work && echo from system") != 0)
        return 2;
    pid_t pid;
    char *args[] = {"echo", "from spawn", NULL};
    if (posix_spawnp(&pid, "echo", NULL, NULL, args, environ) != 0 || waitpid(pid, NULL, 0) != pid)
        return 3;
    pid = vfork();
    if (pid == 0) {
        execl("/bin/echo", "echo", "from vfork", (char *)NULL);
        _exit(127);
    }
    int status;
    if (waitpid(pid, &status, 0) != pid || status != 0)
        return 4;
    return chain();
}
