/* forbidden_call_of_an_orphan.c -- the first process has long ended when its grandchild mounts. */
#include "won.h"
int main(void)
{
    if (fork() == 0) {
        if (fork() == 0) {
            usleep(100000);
            must_fail("mount", syscall(SYS_mount, 0, 0, 0, 0, 0));
            puts("ESCAPED the end of the first process");
        }
        _exit(0);
    }
    wait(NULL);
    puts("parent done");
    return 0;
}
