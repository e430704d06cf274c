/* prints_a_lot.c -- 900 KiB, from two processes. */
#include "same.h"
int main(void)
{
    pid_t pid = fork();
    int status = pid == 0 ? 0 : reap(pid);
    for (int i = 0; i < 4500; i++)
        printf("%099d\n", 7);
    fflush(stdout);
    return status;
}
