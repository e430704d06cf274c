#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    if (fork() == 0) {
        pid_t second = fork();
        if (second == 0)
            _exit(0);
        siginfo_t how;
        waitid(P_PID, second, &how, WEXITED | WNOWAIT);
        _exit(0);
    }
    wait(NULL);
    return 0;
}
