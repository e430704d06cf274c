/* runs_by_its_loader.c -- the loader is a program, too: it runs another one. */
#include "same.h"
int main(int argc, char **argv)
{
    if (argc > 1) {
        puts("again");
        return 3;
    }
    pid_t pid = fork();
    if (pid == 0) {
        execl("/lib64/ld-linux-x86-64.so.2", "ld.so", argv[0], "x", NULL);
        _exit(127);
    }
    printf("%d\n", reap(pid));
    return 0;
}
