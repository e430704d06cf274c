/* fills_tmp.c -- a file system in memory is full some time, and says so. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    static char block[65536];
    char name[32];
    for (int i = 0;; i++) {
        snprintf(name, sizeof name, "/tmp/%d", i);
        int fd = open(name, O_WRONLY | O_CREAT, 0600);
        for (int k = 0; fd >= 0 && k < 64; k++)
            if (write(fd, block, sizeof block) < 0) {
                printf("%s\n", strerror(errno));
                return 0;
            }
        close(fd);
    }
}
