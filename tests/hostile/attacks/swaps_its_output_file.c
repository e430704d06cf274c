/* swaps_its_output_file.c -- a link, a folder and a FIFO take turns where the file is wanted. */
#include "won.h"
int main(void)
{
    (void)!symlink("/proc/self/exe", "link");
    mkfifo("fifo", 0666);
    mkdir("folder", 0700);
    (void)!symlink("/dev/zero", "zero");
    (void)!link("fifo", "hard");
    if (fork() == 0)
        for (;;) {
            rename("link", "answer");
            rename("answer", "link");
            rename("fifo", "answer");
            rename("answer", "fifo");
        }
    usleep(2000);
    puts("done");
    return 0;
}
