/* makes_namespaces_by_clone3.c -- whose flags are in memory. */
#include "won.h"
int main(void)
{
    uint64_t args[11] = {CLONE_NEWUSER | CLONE_NEWNS};
    args[4] = SIGCHLD;
    long pid = syscall(435, args, sizeof args);
    if (pid == 0)
        _exit(0);
    must_fail("clone3", pid);
    return 0;
}
