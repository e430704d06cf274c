/* installs_a_filter.c -- its own seccomp, to confuse who watches. */
#include "won.h"
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
int main(void)
{
    struct sock_filter all = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE | 1);
    struct sock_fprog program = {1, &all};
    must_fail("seccomp", syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program));
    must_fail("listener", syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program));
    must_fail("prctl", prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program));
    must_fail("strict", prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT));
    return 0;
}
