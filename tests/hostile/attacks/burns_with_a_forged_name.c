/* burns_with_a_forged_name.c -- its name looks like the numbers that follow it in /proc/PID/stat. */
#include "won.h"
#include <sys/prctl.h>
int main(void)
{
    prctl(PR_SET_NAME, ") S 0 0 0 0 0 ");
    if (fork() == 0)
        for (;;)
            continue;
    for (;;)
        pause();
}
