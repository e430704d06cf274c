/* undoes_in_many_processes.c -- thirty processes take a semaphore of five with SEM_UNDO, and give it back by ending. */
#include "same.h"
#include <sys/sem.h>
int main(void)
{
    int set = semget(IPC_PRIVATE, 10, 0600);
    MUST(set >= 0 && semctl(set, 3, SETVAL, 5) == 0);
    for (int i = 0; i < 30; i++)
        if (fork() == 0) {
            struct sembuf down = {3, -1, SEM_UNDO};
            MUST(semop(set, &down, 1) == 0);
            nap_ms(5);
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    printf("%d\n", semctl(set, 3, GETVAL));
    semctl(set, 0, IPC_RMID);
    return 0;
}
