/* takes_foreign_descriptors.c -- pidfd_getfd and kcmp. */
#include "won.h"
int main(void)
{
    int parent = (int)syscall(SYS_pidfd_open, getppid(), 0);
    printf("pidfd: %s\n", parent < 0 ? strerrorname_np(errno) : "yes");
    must_fail("getfd", syscall(438, parent, 0, 0));
    must_fail("kcmp", syscall(SYS_kcmp, getpid(), getppid(), 0, 0, 0));
    must_fail("madvise", syscall(440, parent, NULL, 0, 0, 0));
    return 0;
}
