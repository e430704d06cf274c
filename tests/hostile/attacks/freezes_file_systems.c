/* freezes_file_systems.c -- ioctls of file systems, on each folder that it sees. */
#include "won.h"
#include <linux/fs.h>
#include <sys/ioctl.h>
int main(void)
{
    static const char *const folders[] = {".", "/", "/usr", "/dev", "/proc", "/dev/shm"};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        int fd = open(folders[i], O_RDONLY | O_DIRECTORY), flags = FS_IMMUTABLE_FL;
        if (fd < 0)
            continue;
        must_fail("freeze", ioctl(fd, FIFREEZE, 0));
        must_fail("thaw", ioctl(fd, FITHAW, 0));
        must_fail("trim", ioctl(fd, FITRIM, &(struct fstrim_range){0, ~0ULL, 0}));
        must_fail("immutable", ioctl(fd, FS_IOC_SETFLAGS, &flags));
        close(fd);
    }
    return 0;
}
