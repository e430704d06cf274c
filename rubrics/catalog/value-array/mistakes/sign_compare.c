/* Right, but compares int with size_t. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct board {
    double num;
    int arr[10];
};

int main(void)
{
    struct board *b = mmap(NULL, sizeof *b, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (b == MAP_FAILED)
        return 1;
    for (int i = 0; i < 10; i++)
        b->arr[i] = i;
    pid_t pid = fork();
    if (pid == 0) {
        b->num = 3.1415927;
        for (int i = 0; i < sizeof b->arr / sizeof b->arr[0]; i++)
            b->arr[i] = -b->arr[i];
        _exit(0);
    }
    waitpid(pid, NULL, 0);
    printf("%.7f\n[0", b->num);
    for (int i = 1; i < 10; i++)
        printf(", %d", b->arr[i]);
    puts("]");
    return 0;
}
