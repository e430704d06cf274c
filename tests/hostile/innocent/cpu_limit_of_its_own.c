/* cpu_limit_of_its_own.c -- RLIMIT_CPU, and SIGXCPU handled. */
#include "same.h"
static void over(int number)
{
    (void)number;
    (void)!write(1, "caught\n", 7);
    _exit(0);
}
int main(void)
{
    struct rlimit limit = {1, 2};
    signal(SIGXCPU, over);
    MUST(setrlimit(RLIMIT_CPU, &limit) == 0);
    for (volatile int i = 0;; i++)
        ;
}
