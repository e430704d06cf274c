/* memory_in_files.c -- /tmp is memory, too. */
#include "won.h"
static char piece[1 << 20];
int main(void)
{
    memset(piece, 1, sizeof piece);
    for (int i = 0; i < 60; i++) {
        char name[32];
        snprintf(name, sizeof name, "/tmp/%d", i);
        int fd = open(name, O_WRONLY | O_CREAT, 0600);
        (void)!write(fd, piece, sizeof piece);
        close(fd);
    }
    usleep(300000);
    puts("ESCAPED 60 MiB in files");
    return 0;
}
