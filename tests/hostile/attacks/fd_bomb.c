/* fd_bomb.c -- all descriptors that can be had, in thirty processes. */
#include "won.h"
int main(void)
{
    int children = 0;
    for (int i = 0; i < 30; i++)
        if (fork() == 0) {
            int fd, count = 0;
            while ((fd = open("/dev/null", O_RDONLY)) >= 0)
                count++;
            _exit(count > 2000);
        } else {
            children++;
        }
    int status, won = 0;
    while (children-- > 0)
        won += wait(&status) > 0 && status != 0;
    won_if("thousands of descriptors", won);
    return 0;
}
