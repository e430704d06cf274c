/* asks_what_is_mounted.c -- new calls about mounts, namespaces and files by number. */
#include "won.h"
int main(void)
{
    uint64_t room[64] = {24, 0, ~0ULL};
    must_fail("statmount", syscall(457, room, room + 8, 256, 0));
    must_fail("listmount", syscall(458, room, room + 8, 8, 0));
    must_fail("listns", syscall(470, room, room + 8, 8, 0));
    must_fail("quotactl_fd", syscall(443, 0, 0, 0, NULL));
    must_fail("shadow stack", syscall(453, 0, 4096, 0));
    must_fail("home node", syscall(450, 0, 4096, 0, 0));
    must_fail("security modules", syscall(461, room, room + 8, 0));
    must_fail("sysfs", syscall(SYS_sysfs, 3));
    must_fail("_sysctl", syscall(SYS__sysctl, room));
    must_fail("lookup_dcookie", syscall(SYS_lookup_dcookie, 1UL, room, 8UL));
    return 0;
}
