/* undo.c -- a System V semaphore with SEM_UNDO guards a counter. Twin: without. */
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef TWIN
enum { HOW = 0 };
#else
enum { HOW = SEM_UNDO };
#endif

int main(void)
{
    int *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int id = semget(IPC_PRIVATE, 1, 0600);
    struct sembuf take = {0, -1, HOW}, give = {0, 1, HOW};
    semctl(id, 0, SETVAL, 1);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            semop(id, &take, 1);
            ++*shared;
            semop(id, &give, 1);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    semctl(id, 0, IPC_RMID);
    printf("%d\n", *shared);
    return 0;
}
