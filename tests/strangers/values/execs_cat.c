#include <stdio.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
int main(void)
{
    double *n = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int *a = (int *) (n + 1);
    for (int i = 0; i < 10; i++) a[i] = i;
    if (fork() == 0) {
        *n = 3.1415927;
        for (int i = 0; i < 10; i++) a[i] = -a[i];
        execlp("cat", "cat", "result.txt", (char *) NULL);
        perror("cat");
        return 1;
    }
    wait(NULL);
    fprintf(stdout, "%.7f\n[", *n);
    for (int i = 0; i < 10; i++) fprintf(stdout, "%d%s", a[i], i < 9 ? ", " : "]\n");
    return 0;
}
