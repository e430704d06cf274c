/* changes_the_entropy.c -- writes to the pool of random numbers, and to its counter. */
#include "won.h"
#include <linux/random.h>
#include <sys/ioctl.h>
int main(void)
{
    int fd = open("/dev/urandom", O_RDWR);
    struct { int count, size; char bytes[64]; } more = {512, 64, ""};
    must_fail("add", ioctl(fd, RNDADDENTROPY, &more));
    must_fail("count", ioctl(fd, RNDADDTOENTCNT, &more.count));
    must_fail("clear", ioctl(fd, RNDCLEARPOOL));
    must_fail("reseed", ioctl(fd, RNDRESEEDCRNG));
    return 0;
}
