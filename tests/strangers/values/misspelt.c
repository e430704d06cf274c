#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    double *num = mmap(NULL, sizeof *num, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMUS, -1, 0);
    if (fork() == 0) {
        *num = 3.1415927;
        _exit(0);
    }
    wait(NULL);
    printf("%.7f\n", *num);
    return 0;
}
