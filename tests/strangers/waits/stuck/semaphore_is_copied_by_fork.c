#include <semaphore.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static sem_t go;

int main(void)
{
    sem_init(&go, 1, 0);
    pid_t child = fork();
    if (child == 0) {
        sem_wait(&go);
        puts("off we go");
        return 0;
    }
    sem_post(&go);
    waitpid(child, NULL, 0);
    sem_destroy(&go);
    return 0;
}
