#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int argc, char **argv)
{
    int n = argc > 2 ? (int) strtol(argv[1], NULL, 10) : 4, m = argc > 2 ? (int) strtol(argv[2], NULL, 10) : 1000;
    _Atomic int *c = mmap(NULL, sizeof *c, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (c == MAP_FAILED) return 1;
    atomic_init(c, 0);
    for (int i = 0; i < n; i++)
        if (fork() == 0) {
            for (int j = 0; j < m; j++) atomic_fetch_add_explicit(c, 1, memory_order_relaxed);
            _exit(0);
        }
    while (wait(NULL) > 0) {}
    printf("Counter: %d\n", atomic_load(c));
}
