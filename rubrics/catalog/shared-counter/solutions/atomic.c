/* No lock: one atomic addition. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int n = 4, m = 1000;
    if (argc > 1)
        n = atoi(argv[1]);
    if (argc > 2)
        m = atoi(argv[2]);
    atomic_int *counter = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (counter == MAP_FAILED)
        return 1;
    atomic_init(counter, 0);
    for (int i = 0; i < n; i++)
        if (fork() == 0) {
            for (int j = 0; j < m; j++)
                atomic_fetch_add(counter, 1);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("Counter: %d\n", atomic_load(counter));
    return 0;
}
