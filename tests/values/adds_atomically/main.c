/* The same with an atomic addition: nothing to say. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    atomic_int *counter = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            atomic_fetch_add(counter, 5);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("Total: %d\n", atomic_load(counter));
    return 0;
}
