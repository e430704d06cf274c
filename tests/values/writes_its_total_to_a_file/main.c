/* Two children add to a shared total without a lock; the parent leaves the sum in a file and prints nothing of it. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *total = mmap(NULL, sizeof *total, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            *total += 2; // @add
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    FILE *out = fopen("total.txt", "w");
    if (!out)
        return 1;
    fprintf(out, "total %d\n", *total);
    fclose(out);
    puts("done");
    return 0;
}
