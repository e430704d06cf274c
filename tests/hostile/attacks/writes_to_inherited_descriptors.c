/* writes_to_inherited_descriptors.c -- all but the first three. */
#include "won.h"
int main(void)
{
    int open_ones = 0;
    for (int fd = 3; fd < 70000; fd++)
        open_ones += fcntl(fd, F_GETFD) >= 0 || write(fd, "x", 1) >= 0;
    won_if("a descriptor that was not its own", open_ones);
    return 0;
}
