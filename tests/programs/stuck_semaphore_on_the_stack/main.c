#include <semaphore.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    sem_t ready;
    if (sem_init(&ready, 1, 0) < 0)
        return 1;
    if (fork() == 0) {
        sem_wait(&ready);
        _exit(0);
    }
    sem_post(&ready);
    wait(NULL);
    return 0;
}
