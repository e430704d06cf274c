/* Two add to the corners of a table, which the rubric calls by its name, and by both indices. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int(*table)[2] = mmap(NULL, sizeof(int[2][2]), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int k = 0; k < 2; k++)
        if (fork() == 0) {
            __atomic_fetch_add(&table[0][0], 1, __ATOMIC_SEQ_CST);
            __atomic_fetch_add(&table[1][1], 1, __ATOMIC_SEQ_CST);
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    printf("%d %d\n", table[0][0], table[1][1]);
    return 0;
}
