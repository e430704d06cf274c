#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int n = argc > 2 ? atoi(argv[1]) : 4;
    int m = argc > 2 ? atoi(argv[2]) : 1000;
    int unused;
    atomic_int *c = mmap(NULL, sizeof *c, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < n; i++)
        if (fork() == 0) {
            for (int j = 0; j < m; j++)
                atomic_fetch_add(c, 1);
            _exit(0);
        }
    usleep(30000); /* let them finish */
    while (wait(NULL) > 0)
        ;
    printf("Counter: %d\n", *c);
    return 0;
}
