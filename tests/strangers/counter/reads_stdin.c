#include <stdio.h>
#include <stdatomic.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
int main(void)
{
    int n, m;
    if (scanf("%d %d", &n, &m) != 2) { n = 4; m = 1000; }
    atomic_int *c = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < n; i++)
        if (fork() == 0) { for (int k = 0; k < m; k++) ++*c; _exit(0); }
    for (int i = 0; i < n; i++) wait(NULL);
    printf("Counter: %d\n", *c);
    return 0;
}
