#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
int main(void)
{
    double *n = mmap(NULL, 4096, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int *a = malloc(10 * sizeof(int));
    for (int i = 0; i < 10; i++) a[i] = i;
    int p = fork();
    if (p == 0) {
        *n = 3.1415927;
        for (int i = 0; i < 10; i++) a[i] = -a[i];
        exit(0);
    }
    int status;
    waitpid(p, &status, 0);
    printf("%.7f\n[", *n);
    for (int i = 0; i < 10; i++) printf("%d%s", a[i], i < 9 ? ", " : "]\n");
    free(a);
    return status ? 3 : 0;
}
