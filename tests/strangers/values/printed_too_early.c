#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int go[2];
    double *num = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int *arr = (int *)(num + 1);
    if (pipe(go) < 0 || num == MAP_FAILED)
        return 1;
    for (int i = 0; i < 10; i++)
        arr[i] = i;
    pid_t pid = fork();
    if (pid == 0) {
        char c;
        close(go[1]);
        if (read(go[0], &c, 1) != 1)
            _exit(1);
        *num = 3.1415927;
        for (int i = 0; i < 10; i++)
            arr[i] = -arr[i];
        _exit(0);
    }
    close(go[0]);
    printf("%.7f\n[0", *num);
    for (int i = 1; i < 10; i++)
        printf(", %d", arr[i]);
    printf("]\n");
    write(go[1], "x", 1);
    waitpid(pid, NULL, 0);
    return 0;
}
