/* Three philosophers, each with the fork on the left first. A semaphore is taken, and held by nobody. */
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    sem_t *forks = mmap(NULL, 3 * sizeof *forks, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 3; i++)
        sem_init(&forks[i], 1, 1);
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            sem_wait(&forks[i]);
            sem_wait(&forks[(i + 1) % 3]); // @second
            sem_post(&forks[(i + 1) % 3]);
            sem_post(&forks[i]);
            _exit(0);
        }
    while (wait(NULL) > 0) // @wait
        ;
    puts("done");
    return 0;
}
