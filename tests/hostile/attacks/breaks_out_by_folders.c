/* breaks_out_by_folders.c -- leaves its folder by descriptors that were opened before. */
#include "won.h"
int main(void)
{
    int root = open("/", O_RDONLY | O_DIRECTORY), up = open("..", O_PATH | O_DIRECTORY);
    char name[64];
    must_fail("from the root", openat(root, "../../../etc/passwd", O_RDONLY));
    must_fail("from above", openat(up, "../etc/shadow", O_RDONLY));
    fchdir(up);
    must_fail("from there", open("../../var/lib/dpkg/status", O_RDONLY));
    snprintf(name, sizeof name, "/proc/self/fd/%d/../../home", root);
    must_fail("by /proc", open(name, O_RDONLY));
    must_fail("a link to the root's descriptor", linkat(root, "", AT_FDCWD, "x", AT_EMPTY_PATH));
    must_fail("chroot by descriptor", chroot("/proc/self/fd/3"));
    return 0;
}
