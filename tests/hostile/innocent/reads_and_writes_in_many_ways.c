/* reads_and_writes_in_many_ways.c -- readv, pwritev2, statx, fallocate, O_APPEND, O_TMPFILE, sparse. */
#include "same.h"
#include <sys/uio.h>
int main(void)
{
    int fd = open("file", O_RDWR | O_CREAT | O_TRUNC, 0640);
    struct iovec out[2] = {{"abc", 3}, {"def", 3}};
    char x[2], y[4];
    struct iovec in[2] = {{x, 2}, {y, 4}};
    MUST(writev(fd, out, 2) == 6 && pwritev(fd, out, 2, 6) == 6 && preadv(fd, in, 2, 0) == 6 && preadv2(fd, in, 2, 6, 0) == 6);
    MUST(fallocate(fd, 0, 0, 4096) == 0 && posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL) == 0 && fdatasync(fd) == 0);
    struct statx about;
    MUST(statx(AT_FDCWD, "file", 0, STATX_SIZE | STATX_MODE, &about) == 0);
    int temporary = open(".", O_TMPFILE | O_RDWR, 0600);
    printf("%.2s %.4s %d %o %d\n", x, y, (int)about.stx_size, about.stx_mode & 0777, temporary >= 0);
    MUST(rename("file", "other") == 0 && symlink("other", "link") == 0 && link("other", "hard") == 0 && unlink("link") == 0 && unlink("hard") == 0 && unlink("other") == 0);
    return 0;
}
