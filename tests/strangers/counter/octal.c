#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
int main(int argc, char **argv)
{
    unsigned n = argc > 1 ? (unsigned) atoi(argv[1]) : 4, m = argc > 2 ? (unsigned) atoi(argv[2]) : 1000;
    unsigned *c = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (unsigned i = 0; i < n; i++)
        if (fork() == 0) { for (unsigned k = 0; k < m; k++) __atomic_add_fetch(c, 1, __ATOMIC_SEQ_CST); _exit(0); }
    while (wait(NULL) > 0);
    printf("Counter: %o\n", *c);
    return 0;
}
