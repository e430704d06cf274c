/* opens_terminals.c -- terminals, old and new. */
#include "won.h"
#include <sys/ioctl.h>
#include <termios.h>
int main(void)
{
    must_fail("new", posix_openpt(O_RDWR));
    must_fail("ptmx", open("/dev/ptmx", O_RDWR));
    must_fail("tty", open("/dev/tty", O_RDWR));
    must_fail("console", open("/dev/console", O_RDWR));
    must_fail("vcs", open("/dev/vcs", O_RDWR));
    must_fail("vt", open("/dev/tty0", O_RDWR));
    must_fail("pts", open("/dev/pts/0", O_RDWR));
    must_fail("kvm", open("/dev/kvm", O_RDWR));
    must_fail("fuse", open("/dev/fuse", O_RDWR));
    must_fail("tun", open("/dev/net/tun", O_RDWR));
    must_fail("loop", open("/dev/loop-control", O_RDWR));
    must_fail("udmabuf", open("/dev/udmabuf", O_RDWR));
    for (int fd = 0; fd < 3; fd++)
        must_fail("type", ioctl(fd, TIOCSTI, "x"));
    return 0;
}
