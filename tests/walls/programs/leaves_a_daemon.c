/* leaves_a_daemon.c -- double fork, a session of its own, nothing open; with an argument it keeps stdout open. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    (void)argv;
    printf("parent is %d\n", (int)getppid());
    fflush(stdout);
    if (fork() == 0) {
        setsid();
        if (fork() != 0)
            _exit(0);
        if (argc == 1)
            close_range(0, ~0U, 0);
        for (;;)
            pause();
    }
    return 0;
}
