/* kills_its_group.c -- a signal to the group that it is in. */
#include "won.h"
int main(void)
{
    for (int i = 0; i < 5; i++)
        if (fork() == 0)
            for (;;)
                pause();
    kill(0, SIGKILL);
    won_if("alive", 1);
    return 0;
}
