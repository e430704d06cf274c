/* finds_a_number.c -- looks for what leaves_a_number left: how many files were made here before. */
#include "won.h"
int main(void)
{
    const char *folders[] = {"/work", "/tmp", "/dev/shm"};
    for (int k = 0; k < 3; k++) {
        struct stat st = {0};
        int fd = open(folders[k], O_TMPFILE | O_RDWR, 0600);
        fstat(fd, &st);
        won_if(folders[k], st.st_ino > 100);
    }
    return 0;
}
