/* leads_the_kernel_astray.c -- addresses for the kernel to write to that are none. */
#include "won.h"
#include <linux/futex.h>
int main(void)
{
    syscall(SYS_set_tid_address, (void *)8);
    syscall(SYS_set_robust_list, (void *)16, 24);
    must_fail("read", read(0, (void *)~0xfffUL, 100));
    must_fail("stat", fstat(1, (void *)1));
    must_fail("futex", syscall(SYS_futex, (void *)3, FUTEX_WAIT, 0, NULL, NULL, 0));
    must_fail("exec", execve("/bin/true", (char **)8, NULL));
    return 0;
}
