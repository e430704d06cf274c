/* types_for_others.c -- TIOCSTI, TIOCLINUX, and a terminal of its own. */
#include "won.h"
#include <sys/ioctl.h>
int main(void)
{
    char c = 'x';
    must_fail("tty", open("/dev/tty", O_RDWR));
    for (int fd = 0; fd < 3; fd++) {
        must_fail("TIOCSTI", ioctl(fd, TIOCSTI, &c));
        must_fail("TIOCLINUX", ioctl(fd, TIOCLINUX, &c));
        must_fail("TIOCSCTTY", ioctl(fd, TIOCSCTTY, 1));
    }
    must_fail("ptmx", open("/dev/ptmx", O_RDWR));
    return 0;
}
