/* memory_in_deleted_files.c -- files without a name. */
#include "won.h"
static char piece[1 << 20];
int main(void)
{
    memset(piece, 1, sizeof piece);
    for (int i = 0; i < 60; i++) {
        int fd = open("/tmp/gone", O_WRONLY | O_CREAT, 0600);
        unlink("/tmp/gone");
        (void)!write(fd, piece, sizeof piece);
    }
    usleep(300000);
    puts("ESCAPED 60 MiB in files without names");
    return 0;
}
