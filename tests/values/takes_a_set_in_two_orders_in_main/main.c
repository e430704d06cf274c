/* Two semaphores of one set, taken in two orders by main itself, which nobody of the program's called. */
#include <stdio.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int set = semget(IPC_PRIVATE, 2, 0600);
    if (semctl(set, 0, SETVAL, 1) < 0 || semctl(set, 1, SETVAL, 1) < 0)
        return 1;
    for (unsigned short i = 0; i < 2; i++)
        if (fork() == 0) {
            struct sembuf own = {i, -1, 0}, other = {1 - i, -1, 0}, give[2] = {{0, 1, 0}, {1, 1, 0}};
            semop(set, &own, 1);
            semop(set, &other, 1);
            semop(set, give, 2);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("done\n");
    semctl(set, 0, IPC_RMID);
    return 0;
}
