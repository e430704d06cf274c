/* memory_in_file_locks.c -- a lock on every other byte of a file. */
#include "won.h"
int main(void)
{
    int fd = open("locks", O_CREAT | O_RDWR, 0600);
    long n = 0;
    for (; n < 3000000; n++) {
        struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 2 * n, .l_len = 1};
        if (fcntl(fd, F_SETLK, &l) < 0)
            break;
    }
    won_if("three million locks", n == 3000000);
    return 0;
}
