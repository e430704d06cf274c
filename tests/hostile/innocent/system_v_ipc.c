/* system_v_ipc.c -- memory, semaphores and messages of System V. */
#include "same.h"
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
struct message { long kind; char text[32]; };
int main(void)
{
    int memory = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600), sem = semget(IPC_PRIVATE, 2, IPC_CREAT | 0600);
    int queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
    MUST(memory >= 0 && sem >= 0 && queue >= 0);
    int *at = shmat(memory, NULL, 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct sembuf down = {0, -1, 0};
        struct message message = {7, "from the child"};
        MUST(semop(sem, &down, 1) == 0);
        *at += 1;
        MUST(msgsnd(queue, &message, sizeof message.text, 0) == 0);
        _exit(0);
    }
    *at = 41;
    struct sembuf up = {0, 1, 0};
    MUST(semop(sem, &up, 1) == 0);
    struct message message;
    MUST(msgrcv(queue, &message, sizeof message.text, 7, 0) == sizeof message.text);
    MUST(reap(pid) == 0);
    struct shmid_ds about;
    MUST(shmctl(memory, IPC_STAT, &about) == 0);
    printf("%d %s %d\n", *at, message.text, (int)about.shm_nattch);
    MUST(shmdt(at) == 0 && shmctl(memory, IPC_RMID, NULL) == 0);
    MUST(semctl(sem, 0, IPC_RMID) == 0 && msgctl(queue, IPC_RMID, NULL) == 0);
    return 0;
}
