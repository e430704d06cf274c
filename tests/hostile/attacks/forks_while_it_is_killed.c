/* forks_while_it_is_killed.c -- eight chains of processes that are gone before a signal finds them. */
#include "won.h"
int main(void)
{
    for (int i = 0; i < 8; i++)
        if (fork() == 0)
            for (;;)
                if (fork() > 0)
                    _exit(0);
    for (;;)
        pause();
}
