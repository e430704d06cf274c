/* fills_the_disk.c -- all folders it may write to. */
#include "won.h"
static char piece[1 << 20];
int main(void)
{
    static const char *const folders[] = {"/work", "/tmp"};
    for (int f = 0; f < 2; f++) {
        long total = 0;
        for (int i = 0; i < 200; i++) {
            char name[64];
            snprintf(name, sizeof name, "%s/%d", folders[f], i);
            int fd = open(name, O_WRONLY | O_CREAT, 0600);
            ssize_t n = write(fd, piece, sizeof piece);
            total += n > 0 ? n : 0;
            close(fd);
        }
        won_if(folders[f], total > 70L << 20);
    }
    return 0;
}
