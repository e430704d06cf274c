/* syncs_for_ever.c -- a storm of fsync. */
#include "won.h"
int main(void)
{
    int fd = open("/work/f", O_RDWR | O_CREAT | O_DIRECT, 0600);
    if (fd < 0)
        fd = open("/work/f", O_RDWR | O_CREAT, 0600);
    for (int i = 0; i < 5000; i++) {
        (void)!pwrite(fd, "x", 1, 0);
        fsync(fd);
    }
    puts("done");
    return 0;
}
