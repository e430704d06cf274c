/* Nobody posts: the parent waits for ever. */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t ready;
    int sum;
};

int main(void)
{
    struct shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        exit(1);
    sem_init(&shared->ready, 1, 0);
    pid_t pid = fork();
    if (pid == -1)
        exit(1);
    if (pid == 0) {
        int sum = 0;
        for (int i = 1; i <= 10; i++)
            sum += i;
        shared->sum = sum;
        exit(0);
    }
    sem_wait(&shared->ready);
    printf("sum %d\n", shared->sum);
    wait(NULL);
    return 0;
}
