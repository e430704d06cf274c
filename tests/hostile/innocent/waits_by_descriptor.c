/* waits_by_descriptor.c -- a child as a descriptor: polled, signalled, waited for. */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    pid_t pid = fork();
    if (pid == 0)
        for (;;)
            pause();
    int fd = pidfd_open(pid, 0);
    struct pollfd end = {fd, POLLIN, 0};
    int before = poll(&end, 1, 0);
    pidfd_send_signal(fd, SIGTERM, NULL, 0);
    int after = poll(&end, 1, -1);
    siginfo_t info = {0};
    waitid(P_PIDFD, (id_t)fd, &info, WEXITED);
    printf("%d %d %d %d\n", before, after, info.si_status, info.si_pid == pid);
    return 0;
}
