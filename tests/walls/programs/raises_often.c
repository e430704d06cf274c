/* raises_often.c -- more signals than the log holds; each is ignored, and each stops at the tracer. */
#include <signal.h>
#include <stdio.h>

int main(void)
{
    signal(SIGUSR1, SIG_IGN);
    for (int i = 0; i < 5000; i++)
        raise(SIGUSR1);
    puts("done");
    return 0;
}
