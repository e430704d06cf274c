/* Both make the same file, by two names: who is first is a matter of the schedule. */
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
        exit(openat(folder, "one", O_CREAT | O_EXCL | O_WRONLY, 0600) < 0);
    if (wait(NULL) > 0 && wait(&status) > 0) /* the later one */
        all += WEXITSTATUS(status);
    printf("%d\n", all);
    return 0;
}
