/* children_without_a_tracer.c -- children that nobody would see, by each way to ask for one. */
#include "won.h"
#include <linux/sched.h>
static char stack[65536];
static int child(void *x)
{
    return 0;
}
int main(void)
{
    must_fail("untraced", clone(child, stack + sizeof stack, CLONE_UNTRACED | SIGCHLD, NULL));
    must_fail("ptrace", clone(child, stack + sizeof stack, CLONE_PTRACE | SIGCHLD, NULL));
    must_fail("clone3", syscall(SYS_clone3, &(struct clone_args){.flags = CLONE_UNTRACED}, 64));
    must_fail("newuser", syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0));
    must_fail("high bits", syscall(SYS_clone, 0x100000000ul | CLONE_NEWNS | SIGCHLD, 0, 0, 0, 0));
    must_fail("unshare time", unshare(0x80));
    must_fail("unshare fs+ns", unshare(CLONE_FS | CLONE_NEWNS));
    won_if("thread without sighand", syscall(SYS_clone, CLONE_THREAD, 0, 0, 0, 0) > 0);
    won_if("signal as parent",
           syscall(SYS_clone, CLONE_PARENT | 65, 0, 0, 0, 0) > 0 && getppid() == 1 && getpid() == 1);
    return 0;
}
