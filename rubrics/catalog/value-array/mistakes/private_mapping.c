/* MAP_PRIVATE: the child changes its own copy, and the parent sees nothing of it. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    double *num = mmap(NULL, sizeof *num, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int *arr = mmap(NULL, 10 * sizeof *arr, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (num == MAP_FAILED || arr == MAP_FAILED)
        return 1;
    for (int i = 0; i < 10; i++)
        arr[i] = i;
    pid_t pid = fork();
    if (pid == 0) {
        *num = 3.1415927;
        for (int i = 0; i < 10; i++)
            arr[i] = -arr[i];
        _exit(0);
    }
    waitpid(pid, NULL, 0);
    printf("%.7f\n[%d", *num, arr[0]);
    for (int i = 1; i < 10; i++)
        printf(", %d", arr[i]);
    printf("]\n");
    return 0;
}
