/* No lock at all. */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct account {
    sem_t lock;
    int balance, paid;
};

static void withdraw(struct account *account, int amount)
{
    if (account->balance >= amount) {
        account->balance -= amount;
        account->paid++;
    }
}

int main(void)
{
    struct account *account = mmap(NULL, sizeof *account, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (account == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    sem_init(&account->lock, 1, 1);
    account->balance = 100;
    for (int i = 0; i < 3; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0) {
            withdraw(account, 60);
            _exit(0);
        }
    }
    for (int i = 0; i < 3; i++)
        wait(NULL);
    printf("balance %d, paid %d\n", account->balance, account->paid);
    return 0;
}
