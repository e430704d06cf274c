#include <stdio.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
int main(void)
{
    double *n = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int *a = (int *) (n + 1);
    for (int i = 0; i < 10; i++) a[i] = i;
    pid_t p = fork();
    if (p == 0) {
        *n = 3.1415927;
        for (int i = 0; i < 10; i++) a[i] = -a[i];
        return 0;
    }
    waitpid(p, NULL, 0);
    munmap(n, 4096);
    printf("%.7f\n", *n);
    printf("[");
    for (int i = 0; i < 10; i++) printf("%d%s", a[i], i < 9 ? ", " : "]\n");
    return 0;
}
