/* fills_the_inodes.c -- empty files without number. */
#include "won.h"
int main(void)
{
    static const char *const folders[] = {"/work", "/tmp", "/dev/shm"};
    for (int f = 0; f < 3; f++) {
        int made = 0;
        for (int i = 0; i < 20000; i++) {
            char name[64];
            snprintf(name, sizeof name, "%s/f%d", folders[f], i);
            int fd = open(name, O_WRONLY | O_CREAT, 0600);
            made += fd >= 0;
            close(fd);
        }
        won_if(folders[f], made > 5000);
    }
    return 0;
}
