#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int n = 4, m = 1000;
    if (argc > 1) { n = atoi(argv[1]); m = atoi(argv[2]); }
    int *x = mmap(NULL, 4, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    *x = 1;
    for (int i = 0; i < n; i++)
        if (fork() == 0) {
            for (int j = 0; j < m; j++)
                __atomic_add_fetch(x, 1, __ATOMIC_SEQ_CST);
            return 0;
        }
    while (wait(0) > 0);
    printf("Counter: %d\n", *x);
    return 0;
}
