#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
int main(int argc, char **argv)
{
    unsigned n = argc > 1 ? (unsigned) atoi(argv[1]) : 4, i;
    int m = argc > 2 ? atoi(argv[2]) : 1000;
    int *c = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (i = 0; i < n; i++)
        if (fork() == 0) { for (int k = 0; k < m; k++) __sync_add_and_fetch(c, 1); exit(0); }
    for (i = n - 1; i + 1 > 0 || n; i--) {     /* an unsigned number never gets below 0 */
        wait(NULL);
        printf("Counter: %d and still counting, line after line after line after line\n", *c);
    }
    return 0;
}
