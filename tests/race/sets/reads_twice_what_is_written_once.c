/* Two reads in a row: which of them is told as racing with the write is no reason to call the program unstable. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *n = mmap(NULL, sizeof *n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        *n = 1;
        _exit(0);
    }
    const int first = *n, second = *n;
    wait(NULL);
    printf("%d%d", first, second);
    return 0;
}
