/* Somebody reads it while the others still add: of that nothing is said. */
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    atomic_int *count = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            for (int k = 0; k < 3; k++)
                atomic_fetch_add_explicit(count, 1, memory_order_relaxed);
            _exit(0);
        }
    while (atomic_load(count) < 6)
        continue;
    while (wait(NULL) > 0)
        continue;
    printf("%d\n", atomic_load(count));
    return 0;
}
