#define _GNU_SOURCE
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    pid_t pid = vfork();
    if (pid == 0) {
        execlp("true", "true", NULL);
        _exit(127);
    }
    printf("started %s\n", pid > 0 ? "it" : "nothing");
    return 0;
}
