#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    if (argc != 3) {
        fprintf(stderr, "usage: %s N M\n", argv[0]);
        exit(EXIT_FAILURE);
    }
    int n = atoi(argv[1]), m = atoi(argv[2]);
    _Atomic int *v = mmap(NULL, sizeof *v, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < n; i++)
        if (!fork()) {
            for (int j = 0; j < m; j++)
                (*v)++;
            exit(EXIT_SUCCESS);
        }
    while (wait(NULL) > 0) {}
    printf("Counter: %d\n", *v);
    exit(EXIT_SUCCESS);
}
