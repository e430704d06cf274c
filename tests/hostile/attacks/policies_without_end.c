/* policies_without_end.c -- a policy for every other page of a shared file, kept by the kernel with the file. */
#include "won.h"
int main(void)
{
    enum { WINDOW = 20000 };
    int fd = memfd_create("policies", 0);
    long n = 0;
    if (ftruncate(fd, 12L << 20) < 0)
        return 1;
    for (int file = 0; file < 260; file++) {
        fd = memfd_create("policies", 0);
        if (fd < 0 || ftruncate(fd, 12L << 20) < 0)
            break;
        char *at = mmap(NULL, 12 << 20, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        unsigned long node = 1;
        for (long page = 0; page < 3072; page += 2)
            n += syscall(SYS_mbind, at + page * 4096, 4096, 1 /* MPOL_PREFERRED */, &node, 2, 0) == 0;
        munmap(at, 12 << 20);
    }
    won_if("a hundred MiB of policies", n >= 300000);
    return 0;
}
