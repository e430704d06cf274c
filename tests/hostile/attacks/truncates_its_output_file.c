/* truncates_its_output_file.c -- while somebody may be reading it. */
#include "won.h"
int main(void)
{
    int fd = open("answer", O_RDWR | O_CREAT, 0666);
    (void)!ftruncate(fd, 4096);
    if (fork() == 0)
        for (;;) {
            (void)!ftruncate(fd, 0);
            (void)!ftruncate(fd, 4096);
        }
    usleep(2000);
    puts("done");
    return 0;
}
