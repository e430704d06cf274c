/* As many mappings as are watched. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAPPINGS = 128 };

int main(void)
{
    static int *at[MAPPINGS];
    for (int i = 0; i < MAPPINGS; i++)
        at[i] = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        *at[0] = 1;
        *at[MAPPINGS - 1] = 2;
        _exit(0);
    }
    wait(NULL);
    printf("%d %d\n", *at[0], *at[MAPPINGS - 1]);
    return 0;
}
