#include <sys/wait.h>
#include <unistd.h>

/* 64 may be alive, and those that nobody waited for count: the kernel refuses the last ones. */
int main(void)
{
    siginfo_t how;
    int refused = 0;
    for (int i = 0; i < 150; i++) {
        pid_t child = fork();
        if (child == 0)
            _exit(0);
        refused += child < 0;
        if (child > 0)
            waitid(P_PID, child, &how, WEXITED | WNOWAIT);
    }
    while (wait(NULL) > 0)
        ;
    return refused > 0;
}
