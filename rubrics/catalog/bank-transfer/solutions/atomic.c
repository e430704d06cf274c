/* Two atomic balances: each change is one step, and nobody looks at both before the end. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    atomic_int *balance = mmap(NULL, 2 * sizeof *balance, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (balance == MAP_FAILED)
        return 1;
    atomic_init(&balance[0], 100);
    atomic_init(&balance[1], 100);
    for (int i = 0; i < 2; i++) {
        int amount = i == 0 ? 10 : 25;
        pid_t pid = fork();
        if (pid == -1)
            return 1;
        if (pid == 0) {
            for (int k = 0; k < 3; k++) {
                atomic_fetch_sub(&balance[i], amount);
                atomic_fetch_add(&balance[1 - i], amount);
            }
            _exit(0);
        }
    }
    wait(NULL);
    wait(NULL);
    printf("%d %d\n", atomic_load(&balance[0]), atomic_load(&balance[1]));
    return 0;
}
