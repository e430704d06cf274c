/* buffers_of_proc.c -- each file of /proc that was read from keeps a page of what it says, as long as it is open. */
#include "won.h"
int main(void)
{
    int ready[2], children = 0;
    char c;
    (void)!pipe(ready);
    for (int i = 0; i < 50; i++)
        if (fork() == 0) {
            for (int k = 0; k < 1000; k++) {
                int fd = open("/proc/self/maps", O_RDONLY);
                if (fd < 0 || read(fd, &c, 1) != 1)
                    break;
            }
            (void)!write(ready[1], "x", 1);
            for (;;)
                pause();
        }
    while (children < 50 && read(ready[0], &c, 1) == 1)
        children++;
    sleep(1);
    won_if("200 MiB of buffers", children == 50);
    fflush(stdout);
    kill(0, SIGKILL);
    return 0;
}
