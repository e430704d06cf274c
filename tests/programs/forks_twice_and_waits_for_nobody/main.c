#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    siginfo_t how;
    pid_t first = fork();
    if (first == 0) {
        if (fork() > 0)
            _exit(0);
        _exit(0);
    }
    waitid(P_PID, first, &how, WEXITED | WNOWAIT);
    return 0;
}
