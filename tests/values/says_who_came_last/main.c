/* Who writes last is left open on purpose, atomically: it varies, and that is only noted. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    atomic_int *last = mmap(NULL, sizeof *last, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 1; i <= 2; i++)
        if (fork() == 0) {
            atomic_store(last, i);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    return 0;
}
