#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#define pause_a_bit usleep
static int (*const rest)(useconds_t) = pause_a_bit;
int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 4, m = argc > 2 ? atoi(argv[2]) : 1000;
    int *c = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < n; i++)
        if (fork() == 0) { for (int k = 0; k < m; k++) __sync_add_and_fetch(c, 1); rest(100); exit(0); }
    for (int i = 0; i < n; i++) wait(NULL);
    printf("Counter: %d\n", *c);
    return 0;
}
