/* stops_all_others.c -- stops everybody it may, then waits for them. */
#include "won.h"
int main(void)
{
    for (int i = 0; i < 10; i++)
        if (fork() == 0)
            for (;;)
                usleep(1000);
    usleep(20000);
    kill(-1, SIGSTOP);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
