#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

const char *SEM_NAME = "/counter_semaphore";

int main(int argc, char *argv[])
{
    int processes = 4;
    int increments = 1000;
    if (argc >= 3) {
        processes = atoi(argv[1]);
        increments = atoi(argv[2]);
    }
    sem_unlink(SEM_NAME);
    sem_t *sem = sem_open(SEM_NAME, O_CREAT | O_EXCL, 0644, 1);
    if (sem == SEM_FAILED) {
        perror("sem_open");
        return EXIT_FAILURE;
    }
    int *counter = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    *counter = 0;
    for (int p = 0; p < processes; p++) {
        if (fork() == 0) {
            for (int i = 0; i < increments; i++) {
                sem_wait(sem);
                *counter = *counter + 1;
                sem_post(sem);
            }
            sem_close(sem);
            exit(EXIT_SUCCESS);
        }
    }
    for (int p = 0; p < processes; p++) {
        wait(NULL);
    }
    printf("Final counter value: %d\n", *counter);
    sem_close(sem);
    sem_unlink(SEM_NAME);
    munmap(counter, sizeof(int));
    return EXIT_SUCCESS;
}
