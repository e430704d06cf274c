#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    double *num = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int (*arr)[10] = (int (*)[10]) (num + 1);
    void each(void (*f)(int *)) { for (int i = 0; i < 10; i++) f(&(*arr)[i]); }
    int count = 0;
    void fill(int *x) { *x = count++; }
    void negate(int *x) { *x = -*x; }
    void show(int *x) { printf("%d%s", *x, count-- > 1 ? ", " : "]\n"); }
    each(fill);
    if (fork() == 0) { *num = 3.1415927; each(negate); return 0; }
    wait(NULL);
    printf("%.7f\n[", *num);
    each(show);
    return 0;
}
