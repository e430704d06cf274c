/* Files that are made after chdir() and beside a descriptor: no schedule may find those of another. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int status = 0, all = 0;
    if (mkdir("a", 0700) < 0)
        all = 100;
    int folder = open("a", O_RDONLY | O_DIRECTORY);
    if (fork() == 0)
        exit(chdir("a") < 0 || open("one", O_CREAT | O_EXCL | O_WRONLY, 0600) < 0);
    if (fork() == 0)
        exit(openat(folder, "two", O_CREAT | O_EXCL | O_WRONLY, 0600) < 0 ||
             renameat(folder, "two", folder, "three") < 0 || mkdirat(folder, "four", 0700) < 0);
    for (int i = 0; i < 2; i++)
        if (waitpid(-1, &status, 0) > 0)
            all += WEXITSTATUS(status);
    printf("%d\n", all);
    return 0;
}
