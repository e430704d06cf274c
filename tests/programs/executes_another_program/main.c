#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc > 1) {
        puts(argv[1]);
        return 4;
    }
    int status;
    if (fork() == 0) {
        execl(argv[0], "other", "I am another", (char *)NULL);
        _exit(127);
    }
    wait(&status);
    return WEXITSTATUS(status);
}
