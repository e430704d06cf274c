/* makes_a_file_of_a_terabyte.c -- of holes only. */
#include "won.h"
int main(int argc, char **argv)
{
    int fd = open("/work/big", O_RDWR | O_CREAT, 0600);
    if (argc > 1 && argv[1][0] == 'i')
        signal(SIGXFSZ, SIG_IGN);
    must_fail("truncate", ftruncate(fd, 1L << 40));
    must_fail("allocate", fallocate(fd, 0, 0, 1L << 40));
    must_fail("write far off", pwrite(fd, "x", 1, 1L << 40));
    return 0;
}
