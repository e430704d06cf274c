/* runs_other_programs.c -- popen, system, posix_spawn, vfork and exec, a pipeline. */
#include "same.h"
#include <spawn.h>
extern char **environ;
int main(void)
{
    char line[64] = "";
    FILE *sorted = popen("printf 'b\\na\\n' | sort", "r");
    MUST(sorted && fgets(line, sizeof line, sorted));
    printf("popen %s", line);
    MUST(fgets(line, sizeof line, sorted) && pclose(sorted) == 0);
    fflush(stdout);
    printf("system %d\n", WEXITSTATUS(system("exit 3")));
    fflush(stdout);
    pid_t pid;
    MUST(posix_spawn(&pid, "/bin/echo", NULL, NULL, (char *[]){"echo", "spawned", NULL}, environ) == 0);
    MUST(reap(pid) == 0);
    pid = vfork();
    if (pid == 0) {
        execl("/bin/sh", "sh", "-c", "echo vforked", NULL);
        _exit(127);
    }
    MUST(reap(pid) == 0);
    FILE *to = popen("tr a-z A-Z | wc -c", "w");
    MUST(to && fputs("twelve bytes", to) >= 0);
    printf("status %d\n", pclose(to));
    return 0;
}
