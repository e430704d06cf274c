/* leaves_zombies.c -- N children one after the other; it sees each end, and waits for it only when told to. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 0;
    for (int i = 0; i < n; i++) {
        siginfo_t info;
        pid_t pid = fork();
        if (pid < 0)
            return 1;
        if (pid == 0)
            _exit(0);
        if (waitid(P_PID, (id_t)pid, &info, WEXITED | (argc > 2 ? 0 : WNOWAIT)) < 0)
            return 2;
    }
    printf("%d\n", n);
    return 0;
}
