/* ignores_its_children.c -- SIGCHLD ignored: no zombies, wait says ECHILD. */
#include "same.h"
int main(void)
{
    signal(SIGCHLD, SIG_IGN);
    for (int i = 0; i < 10; i++)
        if (fork() == 0)
            _exit(0);
    printf("%s\n", wait(NULL) < 0 ? strerrorname_np(errno) : "a child");
    return 0;
}
