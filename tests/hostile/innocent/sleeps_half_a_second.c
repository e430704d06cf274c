/* sleeps_half_a_second.c -- and so does its child: nobody is stuck. */
#include "same.h"
int main(void)
{
    pid_t pid = fork();
    nap_ms(500);
    if (pid == 0)
        _exit(2);
    printf("%d\n", reap(pid));
    return 0;
}
