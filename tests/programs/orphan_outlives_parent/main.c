#include <stdio.h>
#include <unistd.h>

/* The child keeps stdout open for ever: nobody may wait for it. */
int main(void)
{
    puts("leaving");
    fflush(stdout);
    if (fork() == 0)
        for (;;)
            pause();
    return 3;
}
