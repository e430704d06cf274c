#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int s = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
    struct sembuf o = {0, -1, 0};
    struct timespec t = {0, 600000000};
    int r = semtimedop(s, &o, 1, &t);
    semctl(s, 0, IPC_RMID);
    return r != -1;
}
