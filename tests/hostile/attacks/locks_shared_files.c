/* locks_shared_files.c -- leases and locks on files that others use. */
#include "won.h"
#include <sys/file.h>
int main(void)
{
    int fd = open("/usr/bin/dash", O_RDONLY);
    must_fail("write lease", fcntl(fd, F_SETLEASE, F_WRLCK));
    must_fail("read lease", fcntl(fd, F_SETLEASE, F_RDLCK));
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    must_fail("record lock", fcntl(fd, F_SETLK, &lock));
    flock(fd, LOCK_EX | LOCK_NB);
    return 0;
}
