/* children_of_another_parent.c -- CLONE_PARENT: they are init's children. */
#include "won.h"
int main(void)
{
    for (int i = 0; i < 3; i++)
        if (syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0) == 0)
            for (volatile int k = 0;; k++)
                ;
    for (;;)
        pause();
}
