/* makes_itself_setuid.c -- a setuid copy of a shell of its own, and file capabilities. */
#include "won.h"
int main(void)
{
    uid_t uid = getuid();
    (void)!system("cp /bin/sh /work/sh && chmod 6755 /work/sh");
    won_if("setuid(0)", setuid(0) == 0);
    won_if("setgid(0)", setgid(0) == 0);
    won_if("owner root", chown("/work/sh", 0, 0) == 0);
    won_if("capability", syscall(SYS_setxattr, "/work/sh", "security.capability", "x", 1, 0) == 0);
    printf("%s\n", getuid() == uid && geteuid() == uid ? "same" : "ESCAPED uid");
    return 0;
}
