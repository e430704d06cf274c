/* Each process takes its own account first: they can wait for each other for ever. */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct account {
    sem_t lock;
    int balance;
};

static void transfer(struct account *from, struct account *to, int amount)
{
    struct account *first = from, *second = to;
    sem_wait(&first->lock);
    sem_wait(&second->lock);
    from->balance -= amount;
    to->balance += amount;
    sem_post(&second->lock);
    sem_post(&first->lock);
}

int main(void)
{
    struct account *accounts =
        mmap(NULL, 2 * sizeof *accounts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (accounts == MAP_FAILED)
        exit(EXIT_FAILURE);
    for (int i = 0; i < 2; i++) {
        sem_init(&accounts[i].lock, 1, 1);
        accounts[i].balance = 100;
    }
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();
        if (pid == -1)
            exit(EXIT_FAILURE);
        if (pid == 0) {
            for (int k = 0; k < 3; k++)
                transfer(&accounts[i], &accounts[1 - i], i == 0 ? 10 : 25);
            exit(0);
        }
    }
    while (wait(NULL) > 0)
        ;
    printf("%d %d\n", accounts[0].balance, accounts[1].balance);
    return 0;
}
