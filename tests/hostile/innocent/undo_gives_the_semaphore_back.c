/* undo_gives_the_semaphore_back.c -- who holds a System V semaphore ends, and the kernel gives it to who waits. */
#include "same.h"
#include <sys/sem.h>
int main(void)
{
    int set = semget(IPC_PRIVATE, 1, 0600), ends[2];
    struct sembuf take = {0, -1, SEM_UNDO};
    char byte;
    MUST(semctl(set, 0, SETVAL, 1) == 0 && pipe(ends) == 0);
    if (fork() == 0) {
        MUST(semop(set, &take, 1) == 0 && write(ends[1], "x", 1) == 1);
        nap_ms(200);
        _exit(0);
    }
    MUST(read(ends[0], &byte, 1) == 1 && semop(set, &take, 1) == 0);
    puts("mine");
    MUST(wait(NULL) > 0 && semctl(set, 0, IPC_RMID) == 0);
    return 0;
}
