/* leaves_zombies.c -- fifty children that nobody waits for. */
#include "won.h"
int main(void)
{
    for (int i = 0; i < 50; i++)
        if (fork() == 0)
            _exit(0);
    puts("done");
    return 0;
}
