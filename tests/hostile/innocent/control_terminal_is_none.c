/* control_terminal_is_none.c -- isatty, tcgetattr, tcgetpgrp, ttyname say ENOTTY. */
#include "same.h"
#include <sys/ioctl.h>
#include <termios.h>
int main(void)
{
    struct termios about;
    struct winsize size;
    int ends[2];
    MUST(pipe(ends) == 0);
    printf("%d ", isatty(ends[0]));
    printf("%s ", strerrorname_np(errno));
    printf("%s ", tcgetattr(ends[0], &about) < 0 ? strerrorname_np(errno) : "tty");
    printf("%s ", ioctl(ends[0], TIOCGWINSZ, &size) < 0 ? strerrorname_np(errno) : "tty");
    printf("%s ", tcgetpgrp(ends[0]) < 0 ? strerrorname_np(errno) : "tty");
    printf("%s ", tcflush(ends[0], TCIOFLUSH) < 0 ? strerrorname_np(errno) : "tty");
    printf("%s\n", tcdrain(ends[0]) < 0 ? strerrorname_np(errno) : "tty");
    return 0;
}
