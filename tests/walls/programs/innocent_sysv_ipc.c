/* innocent_sysv_ipc.c -- System V shared memory, semaphores, messages. The parent sleeps in semop while a child ends:
 * a SIGCHLD that nobody handles must not wake it. */
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int memory = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600), lock = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
    int queue = msgget(ftok(".", 1), IPC_CREAT | 0600);
    if (memory < 0 || lock < 0 || queue < 0)
        return 1;
    int *counter = shmat(memory, NULL, 0);
    if (fork() == 0)
        _exit(0); /* ends while the parent sleeps */
    if (fork() == 0) {
        struct {
            long type;
            char text[8];
        } message = {1, "sent"};
        struct timespec shortly = {0, 100000000};
        nanosleep(&shortly, NULL); /* the first child must have ended by then: that is what is tried here */
        *counter = 42;
        struct sembuf up = {0, 1, 0};
        _exit(msgsnd(queue, &message, sizeof message.text, 0) || semop(lock, &up, 1));
    }
    struct sembuf down = {0, -1, 0};
    if (semop(lock, &down, 1) < 0) {
        perror("semop");
        return 2;
    }
    struct {
        long type;
        char text[8];
    } message;
    if (msgrcv(queue, &message, sizeof message.text, 1, 0) < 0)
        return 3;
    while (wait(NULL) > 0) {
    }
    printf("%d %s\n", *counter, message.text);
    return shmdt(counter) || shmctl(memory, IPC_RMID, NULL) || semctl(lock, 0, IPC_RMID) || msgctl(queue, IPC_RMID, NULL);
}
