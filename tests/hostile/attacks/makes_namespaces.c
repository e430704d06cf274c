/* makes_namespaces.c -- unshare, clone and setns with each kind. */
#include "won.h"
int main(void)
{
    static const long kinds[] = {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWNET, CLONE_NEWPID, CLONE_NEWIPC, CLONE_NEWUTS,
                                 CLONE_NEWCGROUP, 0x80 /* CLONE_NEWTIME */};
    for (unsigned i = 0; i < 8; i++) {
        must_fail("unshare", unshare((int)kinds[i]));
        if (kinds[i] != 0x80) {
            long pid = syscall(SYS_clone, kinds[i] | SIGCHLD, 0, 0, 0, 0);
            if (pid == 0)
                _exit(0);
            must_fail("clone", pid);
        }
    }
    must_fail("unshare two", unshare(CLONE_NEWUSER | CLONE_FILES));
    must_fail("setns", setns(open("/proc/self/ns/user", O_RDONLY), 0));
    must_fail("setns 1", setns(open("/proc/1/ns/pid", O_RDONLY), 0));
    must_fail("untraced", syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0));
    return 0;
}
