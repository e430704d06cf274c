/* Each process writes its own count over the others': M comes out, which is right only for one process. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int n = argc > 2 ? atoi(argv[1]) : 4;
    int m = argc > 2 ? atoi(argv[2]) : 1000;
    int *total = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (total == MAP_FAILED)
        return 1;
    for (int i = 0; i < n; i++)
        if (fork() == 0) {
            int mine = 0;
            for (int j = 0; j < m; j++)
                mine++;
            *total = mine;
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("Counter: %d\n", *total);
    return 0;
}
