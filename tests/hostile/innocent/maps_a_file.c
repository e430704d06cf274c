/* maps_a_file.c -- private and shared, msync, mremap, madvise, mincore. */
#include "same.h"
int main(void)
{
    int fd = open("mapped", O_RDWR | O_CREAT | O_TRUNC, 0600);
    MUST(fd >= 0 && ftruncate(fd, 8192) == 0);
    char *all = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    char *own = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    strcpy(all, "shared");
    strcpy(own, "private");
    MUST(msync(all, 4096, MS_SYNC) == 0);
    char text[8] = "";
    MUST(pread(fd, text, 7, 0) == 7);
    all = mremap(all, 4096, 8192, MREMAP_MAYMOVE);
    MUST(all != MAP_FAILED);
    unsigned char in_core[2];
    MUST(madvise(own, 4096, MADV_DONTNEED) == 0 && mincore(all, 8192, in_core) == 0);
    printf("%s %s %d\n", text, own, in_core[0] & 1);
    MUST(mprotect(own, 4096, PROT_READ) == 0 && munmap(own, 4096) == 0 && munmap(all, 8192) == 0);
    unlink("mapped");
    return 0;
}
