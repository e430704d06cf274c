/* dirty_clone_flags.c -- namespaces asked for with bits in the upper half, which the kernel does not look at. */
#include "won.h"
#include <sys/prctl.h>
int main(void)
{
    unsigned long fresh[] = {CLONE_NEWUSER, CLONE_NEWNET, CLONE_NEWPID, CLONE_NEWNS};
    for (int i = 0; i < 4; i++)
        for (int shift = 32; shift < 64; shift += 7) {
            long pid = syscall(SYS_clone, fresh[i] | SIGCHLD | 1UL << shift, NULL, NULL, NULL, 0);
            if (pid == 0)
                _exit(0);
            if (pid > 0)
                puts("ESCAPED into a namespace");
            if (syscall(SYS_unshare, fresh[i] | 1UL << shift) == 0)
                puts("ESCAPED unshare");
        }
    if (syscall(SYS_ioctl, 0, 0x5412UL | 1UL << 32, "x") == 0)
        puts("ESCAPED ioctl");
    if (syscall(SYS_socket, 2UL | 1UL << 32, 1, 0) >= 0)
        puts("ESCAPED socket");
    if (syscall(SYS_prctl, 22UL | 1UL << 32, 2, NULL) == 0)
        puts("ESCAPED prctl");
    if (syscall(SYS_mmap, NULL, 1 << 21, 3, 0x40022UL | 1UL << 40, -1, 0) > 0)
        puts("ESCAPED huge page");
    puts("done");
    return 0;
}
