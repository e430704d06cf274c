/* kills_through_pidfds.c -- a pidfd of init and SIGKILL. */
#include "won.h"
int main(void)
{
    int init = (int)syscall(SYS_pidfd_open, 1, 0);
    syscall(SYS_pidfd_send_signal, init, SIGKILL, NULL, 0);
    syscall(SYS_pidfd_send_signal, init, SIGSTOP, NULL, 0);
    usleep(5000);
    puts("still here");
    return 0;
}
