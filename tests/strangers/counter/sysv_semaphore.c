#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

union semun { int val; struct semid_ds *buf; unsigned short *array; };

static void P(int id) { struct sembuf op = {0, -1, SEM_UNDO}; if (semop(id, &op, 1) < 0) exit(1); }
static void V(int id) { struct sembuf op = {0, +1, SEM_UNDO}; if (semop(id, &op, 1) < 0) exit(1); }

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 4;
    int m = argc > 2 ? atoi(argv[2]) : 1000;
    int shm = shmget(IPC_PRIVATE, sizeof(int), 0600);
    int sem = semget(IPC_PRIVATE, 1, 0600);
    union semun one;
    one.val = 1;
    if (shm < 0 || sem < 0 || semctl(sem, 0, SETVAL, one) < 0) { perror("ipc"); return 1; }
    int *count = shmat(shm, NULL, 0);
    if (count == (int *)-1) { perror("shmat"); return 1; }
    *count = 0;
    for (int i = 0; i < n; i++)
        if (fork() == 0) {
            for (int j = 0; j < m; j++) { P(sem); (*count)++; V(sem); }
            exit(0);
        }
    while (wait(NULL) > 0);
    printf("%d\n", *count);
    shmdt(count);
    shmctl(shm, IPC_RMID, NULL);
    semctl(sem, 0, IPC_RMID);
    return 0;
}
