/* takes_leases.c -- would make others wait for files that all see. */
#include "won.h"
#include <linux/fs.h>
#include <sys/ioctl.h>
int main(void)
{
    int fd = open("/usr/lib/x86_64-linux-gnu/libc.so.6", O_RDONLY), own = open("own", O_CREAT | O_RDWR, 0600);
    int flags = 0x10; /* FS_IMMUTABLE_FL */
    must_fail("a lease on libc", fcntl(fd, F_SETLEASE, F_RDLCK));
    must_fail("an immutable file", ioctl(own, FS_IOC_SETFLAGS, &flags));
    must_fail("a clone", ioctl(own, FICLONE, fd));
    must_fail("freeze", ioctl(own, FIFREEZE, 0));
    must_fail("discard", ioctl(own, FITRIM, &(struct fstrim_range){0, ~0ULL, 0}));
    must_fail("a hole in libc", fallocate(fd, 3, 0, 4096));
    must_fail("writes to libc's pages", msync(mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0), 4096, MS_SYNC));
    return 0;
}
