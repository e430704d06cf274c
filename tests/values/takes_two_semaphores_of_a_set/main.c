/* Each child takes a semaphore of its own of the set, and so no lock of the other. */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *value = mmap(NULL, sizeof *value, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int set = semget(IPC_PRIVATE, 2, 0600);
    struct sembuf take = {0, -1, 0}, give = {0, 1, 0};
    if (value == MAP_FAILED || semctl(set, 0, SETVAL, 1) < 0 || semctl(set, 1, SETVAL, 1) < 0)
        return 1;
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            take.sem_num = give.sem_num = (unsigned short)i;
            semop(set, &take, 1);
            ++*value; // @add
            semop(set, &give, 1);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d\n", *value);
    semctl(set, 0, IPC_RMID);
    return 0;
}
