/* links_a_nameless_file.c -- a file without a name is given one where nothing may be made. */
#include "won.h"
int main(void)
{
    int fd = open("/tmp", O_TMPFILE | O_RDWR, 04777);
    if (fd < 0)
        fd = open(".", O_TMPFILE | O_RDWR, 04777);
    char path[64];
    sprintf(path, "/proc/self/fd/%d", fd);
    must_fail("into box", linkat(AT_FDCWD, path, AT_FDCWD, "/box/x", AT_SYMLINK_FOLLOW));
    must_fail("into usr", linkat(AT_FDCWD, path, AT_FDCWD, "/usr/bin/x", AT_SYMLINK_FOLLOW));
    must_fail("into proc", linkat(AT_FDCWD, path, AT_FDCWD, "/proc/x", AT_SYMLINK_FOLLOW));
    must_fail("by empty path", linkat(fd, "", AT_FDCWD, "/x", AT_EMPTY_PATH));
    must_fail("in box", open("/box", O_TMPFILE | O_RDWR, 0777));
    must_fail("in lib", open("/usr/lib", O_TMPFILE | O_RDWR, 0777));
    must_fail("in dev", open("/dev", O_TMPFILE | O_RDWR, 0777));
    return 0;
}
