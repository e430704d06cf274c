/* reads_its_own_output.c -- opens its output for reading and keeps that end. */
#include "won.h"
int main(void)
{
    char byte;
    int fd = open("/proc/self/fd/1", O_RDONLY | O_NONBLOCK), other = open("/dev/stdout", O_RDONLY | O_NONBLOCK);
    (void)!write(1, "x\n", 2);
    (void)!read(fd, &byte, 1);
    if (fork() == 0)
        for (;;)
            if (read(fd, &byte, 1) <= 0 && read(other, &byte, 1) <= 0)
                pause();
    return 0;
}
