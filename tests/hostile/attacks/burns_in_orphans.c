/* burns_in_orphans.c -- the burners are nobody's children. */
#include "won.h"
int main(void)
{
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            if (fork() == 0)
                for (volatile int k = 0;; k++)
                    ;
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    for (;;)
        sleep(1);
}
