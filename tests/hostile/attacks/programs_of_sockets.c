/* programs_of_sockets.c -- a program inside the kernel for each socket: three pieces of its memory each. */
#include "won.h"
#include <linux/filter.h>
#include <sys/socket.h>
int main(void)
{
    enum { STEPS = 1900 };
    static struct sock_filter steps[STEPS];
    struct sock_fprog program = {STEPS, steps};
    int made = 0;
    for (int i = 0; i < STEPS - 1; i++)
        steps[i] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_IMM, i);
    steps[STEPS - 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, 0xffff);
    for (int k = 0; k < 8; k++) {
        pid_t pid = fork();
        if (pid > 0) {
            made += reap(pid);
            continue;
        }
        int mine = 0;
        for (int i = 0; i < 900; i++) {
            int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
            mine += fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0;
        }
        _exit(mine / 10);
    }
    won_if("programs inside the kernel", made);
    return 0;
}
