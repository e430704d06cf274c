/* The loop of the child stops one item too early. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { COUNT = 10 };

int main(void)
{
    char *memory = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | MAP_SHARED, -1, 0);
    if (memory == MAP_FAILED)
        return 1;
    double *num = (double *)memory;
    int *arr = (int *)(memory + sizeof(double));
    for (int i = 0; i < COUNT; i++)
        arr[i] = i;
    pid_t pid = fork();
    if (pid == 0) {
        *num = 3.1415927;
        for (int i = 0; i < COUNT - 1; i++)
            arr[i] = -arr[i];
        _exit(0);
    }
    waitpid(pid, NULL, 0);
    printf("%.7f\n[", *num);
    for (int i = 0; i < COUNT; i++)
        printf(i == COUNT - 1 ? "%d]\n" : "%d, ", arr[i]);
    return 0;
}
