/* reads_the_memory_of_its_siblings.c -- which are the submission itself: nothing is won, and nothing is read. */
#include "won.h"
int main(void)
{
    pid_t child = fork();
    if (child == 0)
        for (;;)
            pause();
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", child);
    int fd = open(path, O_RDWR);
    printf("%s\n", fd >= 0 ? "opened" : strerrorname_np(errno));
    kill(child, SIGKILL);
    printf("%d\n", reap(child));
    return 0;
}
