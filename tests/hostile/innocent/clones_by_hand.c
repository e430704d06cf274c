/* clones_by_hand.c -- a process that shares memory and descriptors, but is no thread. */
#include "same.h"
static char stack[65536] __attribute__((aligned(16)));
static int value;
static int child(void *fd)
{
    value = 42;
    *(int *)fd = dup(1);
    return 5;
}
int main(void)
{
    int fd = -1;
    pid_t pid = clone(child, stack + sizeof stack, CLONE_VM | CLONE_FILES | SIGCHLD, &fd);
    MUST(pid > 0);
    int status = reap(pid);
    printf("%d %d %d\n", value, status, fcntl(fd, F_GETFD) >= 0);
    int pidfd = -1;
    pid = (pid_t)syscall(SYS_clone, 0x1000 /* CLONE_PIDFD */ | SIGCHLD, 0, &pidfd, 0, 0);
    if (pid == 0)
        _exit(6);
    printf("%d %d\n", reap(pid), pidfd >= 0);
    return 0;
}
