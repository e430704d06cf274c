/* vfork_child_kills_its_parent.c -- who waits in vfork() dies of the child it waits for. */
#include "won.h"
int main(void)
{
    if (vfork() == 0) {
        kill(getppid(), SIGKILL);
        usleep(200000);
        _exit(0);
    }
    puts("ESCAPED SIGKILL");
    return 0;
}
