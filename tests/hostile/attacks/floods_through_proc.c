/* floods_through_proc.c -- opens its stdout anew, closes the old one, and floods. */
#include "won.h"
int main(void)
{
    static char page[4096];
    int fd = open("/proc/self/fd/1", O_WRONLY);
    close(1);
    memset(page, 'y', sizeof page);
    while (write(fd, page, sizeof page) > 0)
        continue;
    return 0;
}
