/* floods_by_sendfile.c -- zeros that never were in its memory. */
#include "won.h"
#include <sys/sendfile.h>
int main(void)
{
    int fd = open("zeros", O_CREAT | O_RDWR, 0600);
    (void)!ftruncate(fd, 8 << 20);
    for (int i = 0; i < 1000; i++) {
        off_t at = 0;
        if (sendfile(1, fd, &at, 8 << 20) < 0)
            return 3;
    }
    return 0;
}
