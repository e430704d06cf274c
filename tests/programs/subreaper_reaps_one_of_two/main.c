#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    siginfo_t how;
    if (fork() == 0) {
        if (fork() > 0)
            _exit(0);
        usleep(100000);
        _exit(0);
    }
    wait(NULL);
    waitid(P_ALL, 0, &how, WEXITED | WNOWAIT);
    return 0;
}
