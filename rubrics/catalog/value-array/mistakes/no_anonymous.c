/* mmap fails without MAP_ANONYMOUS (there is no file), and nobody looked at its result: the parent crashes. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *arr = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, -1, 0);
    for (int i = 0; i < 10; i++)
        arr[i] = i;
    if (fork() == 0) {
        for (int i = 0; i < 10; i++)
            arr[i] = -arr[i];
        _exit(0);
    }
    wait(NULL);
    printf("3.1415927\n[%d", arr[0]);
    for (int i = 1; i < 10; i++)
        printf(", %d", arr[i]);
    printf("]\n");
    return 0;
}
