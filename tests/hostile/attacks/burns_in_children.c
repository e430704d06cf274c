/* burns_in_children.c -- four children burn while the parent sleeps. */
#include "won.h"
int main(void)
{
    for (int i = 0; i < 4; i++)
        if (fork() == 0)
            for (volatile int k = 0;; k++)
                ;
    for (;;)
        pause();
}
