/* The semaphore is copied by fork, so each process takes its own. */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *counter = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_t lock;
    sem_init(&lock, 0, 1);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            sem_wait(&lock); // @take
            (*counter)++; // @add
            sem_post(&lock);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    return *counter == 2 ? 0 : 1;
}
