#include <stdio.h>
#include <unistd.h>
#include <sys/mman.h>
int main(void)
{
    double *n = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        *n = 3.1415927;
        return 0;
    printf("%.7f\n", *n)
    return 0;
}
