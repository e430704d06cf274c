/* Each step is atomic, but not the two together: load, compare, then subtract. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct account {
    atomic_int balance, paid;
};

int main(void)
{
    struct account *account = mmap(NULL, sizeof *account, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (account == MAP_FAILED)
        return 1;
    atomic_init(&account->balance, 100);
    atomic_init(&account->paid, 0);
    for (int i = 0; i < 3; i++) {
        pid_t pid = fork();
        if (pid == -1)
            return 1;
        if (pid == 0) {
            int seen = atomic_load(&account->balance);
            if (seen >= 60) {
                atomic_fetch_sub(&account->balance, 60);
                atomic_fetch_add(&account->paid, 1);
            }
            _exit(0);
        }
    }
    while (wait(NULL) > 0)
        ;
    printf("balance %d, paid %d\n", atomic_load(&account->balance), atomic_load(&account->paid));
    return 0;
}
