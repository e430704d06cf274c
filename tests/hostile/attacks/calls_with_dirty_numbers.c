/* calls_with_dirty_numbers.c -- numbers and arguments with bits that the kernel does not look at, but a filter might. */
#include "won.h"
#include <linux/sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#define DIRTY(value) ((long)(value) | 1L << 32)
int main(void)
{
    must_fail("unshare", syscall(SYS_unshare, DIRTY(CLONE_NEWUSER)));
    must_fail("socket", syscall(SYS_socket, DIRTY(AF_INET), SOCK_STREAM, 0));
    must_fail("netlink", syscall(SYS_socket, DIRTY(AF_NETLINK), SOCK_RAW, 0));
    must_fail("type", syscall(SYS_ioctl, 0, DIRTY(TIOCSTI), "x"));
    must_fail("personality", syscall(SYS_personality, DIRTY(0x0400000)));
    must_fail("prctl", syscall(SYS_prctl, DIRTY(35 /* PR_SET_MM */), 1, 4096, 0, 0));
    must_fail("huge", syscall(SYS_memfd_create, "x", DIRTY(4 /* MFD_HUGETLB */)));
    must_fail("huge map", syscall(SYS_mmap, NULL, 2 << 20, 3, DIRTY(0x40022), -1, 0));
    must_fail("clone", syscall(SYS_clone, DIRTY(CLONE_NEWUSER | SIGCHLD), NULL, NULL, NULL, NULL));
    must_fail("semaphores", syscall(SYS_semget, 0, DIRTY(32000), 0600));
    syscall(DIRTY(SYS_ptrace), 0, 0, 0, 0);
    return 0;
}
