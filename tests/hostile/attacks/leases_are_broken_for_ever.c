/* leases_are_broken_for_ever.c -- opens a file that a child has leased and never lets go: 45 s in the kernel. */
#include "won.h"
int main(void)
{
    close(open("f", O_RDWR | O_CREAT, 0600));
    int p[2];
    char c;
    (void)!pipe(p);
    if (fork() == 0) {
        int fd = open("f", O_RDWR);
        signal(SIGIO, SIG_IGN);
        fcntl(fd, F_SETLEASE, F_WRLCK);
        (void)!write(p[1], "x", 1);
        for (;;)
            pause();
    }
    (void)!read(p[0], &c, 1);
    (void)!open("f", O_RDONLY);
    won_if("a lease that breaks at once", 1);
    return 0;
}
