/* waits_in_all_ways.c -- WNOHANG, WUNTRACED, waitid, pidfds, process groups. */
#include "same.h"
#include <poll.h>
int main(void)
{
    int status;
    pid_t child = fork();
    if (child == 0)
        for (;;)
            pause();
    MUST(waitpid(child, &status, WNOHANG) == 0);
    kill(child, SIGSTOP);
    MUST(waitpid(child, &status, WUNTRACED) == child && WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP);
    kill(child, SIGCONT);
    MUST(waitpid(child, &status, WCONTINUED) == child && WIFCONTINUED(status));
    int fd = (int)syscall(SYS_pidfd_open, child, 0);
    struct pollfd ended = {fd, POLLIN, 0};
    MUST(fd >= 0 && poll(&ended, 1, 0) == 0);
    MUST(syscall(SYS_pidfd_send_signal, fd, SIGTERM, NULL, 0) == 0 && poll(&ended, 1, -1) == 1);
    siginfo_t info = {0};
    MUST(waitid(P_ALL, 0, &info, WEXITED | WNOWAIT) == 0 && info.si_pid == child && info.si_code == CLD_KILLED);
    MUST(waitid((idtype_t)3 /* P_PIDFD */, (id_t)fd, &info, WEXITED) == 0);
    printf("%d\n", info.si_status);
    return 0;
}
