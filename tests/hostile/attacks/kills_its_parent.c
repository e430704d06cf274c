/* kills_its_parent.c -- stops and kills who started it. */
#include "won.h"
int main(void)
{
    kill(getppid(), SIGSTOP);
    kill(getppid(), SIGKILL);
    kill(0, SIGCONT);
    usleep(10000);
    puts("still here");
    return 0;
}
