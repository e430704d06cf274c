/* It prints for ever, and is killed for it in each schedule: no more are run than of other long programs. */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
    int *begun = mmap(NULL, sizeof *begun, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        *begun = 1;
        _exit(0);
    }
    for (;;)
        printf("working\n");
    return 0;
}
