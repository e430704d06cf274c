/* siblings_make_siblings.c -- a bomb of children that are all their maker's siblings. */
#include "won.h"
int main(void)
{
    for (;;)
        syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
}
