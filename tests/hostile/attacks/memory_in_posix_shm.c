/* memory_in_posix_shm.c -- /dev/shm, and its pages unmapped again. */
#include "won.h"
static char piece[1 << 20];
int main(void)
{
    memset(piece, 1, sizeof piece);
    for (int i = 0; i < 60; i++) {
        char name[32];
        snprintf(name, sizeof name, "/part%d", i);
        int fd = shm_open(name, O_RDWR | O_CREAT, 0600);
        (void)!write(fd, piece, sizeof piece);
        close(fd);
    }
    usleep(300000);
    puts("ESCAPED 60 MiB in /dev/shm");
    return 0;
}
