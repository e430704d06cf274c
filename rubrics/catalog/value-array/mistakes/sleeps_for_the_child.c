/* Right in the end, but only because waitpid comes after the sleep, too. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    double *num = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (num == MAP_FAILED)
        return 1;
    int *arr = (int *)(num + 1);
    for (int i = 0; i < 10; i++)
        arr[i] = i;
    pid_t pid = fork();
    if (pid == 0) {
        num[0] = 3.1415927;
        for (int i = 0; i < 10; i++)
            arr[i] = -arr[i];
        _exit(0);
    }
    usleep(1000);
    waitpid(pid, NULL, 0);
    printf("%.7f\n[0", num[0]);
    for (int i = 1; i < 10; i++)
        printf(", %d", arr[i]);
    printf("]\n");
    return 0;
}
