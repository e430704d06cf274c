/* The first process ends; the daemon that it leaves waits for a signal, as daemons do: nobody is stuck. */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
    int *x = mmap(NULL, sizeof *x, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    *x = 3;
    if (fork() == 0) {
        setsid();
        for (;;)
            pause();
    }
    printf("%d\n", *x);
    return 0;
}
