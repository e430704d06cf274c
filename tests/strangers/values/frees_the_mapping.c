#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
static void *share(size_t n) { return mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0); }
int main(void)
{
    double *n = share(sizeof *n);
    int *a = share(10 * sizeof *a);
    for (int i = 0; i < 10; i++) a[i] = i;
    if (fork() == 0) { *n = 3.1415927; for (int i = 0; i < 10; i++) a[i] = -a[i]; _exit(0); }
    wait(NULL);
    printf("%.7f\n[", *n);
    for (int i = 0; i < 10; i++) printf("%d%s", a[i], i < 9 ? ", " : "]\n");
    free(a);
    free(n);
    return 0;
}
