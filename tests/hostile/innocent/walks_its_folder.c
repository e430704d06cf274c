/* walks_its_folder.c -- folders, nftw, rename, truncate, fsync. */
#include "same.h"
#include <ftw.h>
static int folders, files;
static long bytes;
static int see(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)path, (void)where;
    folders += kind == FTW_D;
    files += kind == FTW_F;
    bytes += kind == FTW_F ? (long)st->st_size : 0;
    return 0;
}
int main(void)
{
    MUST(mkdir("tree", 0700) == 0 && mkdir("tree/a", 0700) == 0 && mkdir("tree/b", 0700) == 0);
    int fd = open("tree/a/x", O_CREAT | O_RDWR, 0600);
    MUST(write(fd, "12345678", 8) == 8 && ftruncate(fd, 5) == 0 && fsync(fd) == 0);
    close(fd);
    MUST(rename("tree/a/x", "tree/b/y") == 0);
    close(open("tree/a/empty", O_CREAT, 0600));
    MUST(nftw("tree", see, 8, FTW_PHYS) == 0);
    printf("folders %d, files %d, %ld bytes\n", folders, files, bytes);
    return 0;
}
