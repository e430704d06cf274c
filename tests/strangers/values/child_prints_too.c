#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

double *num;
int *arr;

void show(void)
{
    printf("%.7f\n[", *num);
    for (int i = 0; i < 10; i++)
        printf("%d%s", arr[i], i < 9 ? ", " : "]\n");
}

int main(void)
{
    num = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    arr = (int *)(num + 8);
    for (int i = 0; i < 10; i++)
        arr[i] = i;
    if (fork() == 0) {
        *num = 3.1415927;
        for (int i = 0; i < 10; i++)
            arr[i] = -arr[i];
        show();
        exit(0);
    }
    wait(NULL);
    show();
    return 0;
}
