/* ties_a_knot_of_links.c -- links to links, to themselves, and out of every folder. */
#include "won.h"
int main(void)
{
    char name[16], to[16];
    for (int i = 0; i < 200; i++) {
        snprintf(name, sizeof name, "l%d", i);
        snprintf(to, sizeof to, "l%d/..", (i + 1) % 200);
        (void)!symlink(to, name);
    }
    (void)!symlink("/proc/self/root/proc/self/root/etc/passwd", "root");
    (void)!symlink("../../../../../../../../etc/passwd", "up");
    must_fail("a ring", open("l0", O_RDONLY));
    must_fail("by /proc", open("root", O_RDONLY));
    must_fail("up", open("up", O_RDONLY));
    must_fail("beneath", syscall(437, AT_FDCWD, "up", &(uint64_t[3]){0, 0, 0x08}, 24));
    return 0;
}
