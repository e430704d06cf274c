#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    sem_t *full = sem_open("/full-gp", O_CREAT | O_EXCL, 0600, 0);
    sem_unlink("/full-gp");
    if (fork() == 0) {
        for (int i = 0; i < 5; i++)
            sem_wait(full);
        sem_close(full);
        _exit(0);
    }
    for (int i = 1; i < 5; i++)
        sem_post(full);
    wait(NULL);
    sem_close(full);
    return 0;
}
