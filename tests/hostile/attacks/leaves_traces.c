/* leaves_traces.c -- files, ipc objects, a daemon: for the next run to find. */
#include "won.h"
#include <mqueue.h>
#include <semaphore.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
int main(void)
{
    static const char *const files[] = {"/work/left", "/tmp/left", "/dev/shm/left", "/dev/mqueue/left_too"};
    int made = 0;
    for (int i = 0; i < 4; i++)
        made += open(files[i], O_WRONLY | O_CREAT, 0666) >= 0;
    made += shmget(0x1234, 4096, IPC_CREAT | 0666) >= 0;
    made += semget(0x1234, 1, IPC_CREAT | 0666) >= 0;
    made += msgget(0x1234, IPC_CREAT | 0666) >= 0;
    made += mq_open("/left", O_RDWR | O_CREAT, 0666, NULL) >= 0;
    made += sem_open("/left", O_CREAT, 0666, 1) != SEM_FAILED;
    made += shm_open("/left2", O_RDWR | O_CREAT, 0666) >= 0;
    if (fork() == 0)
        for (;;)
            pause();
    printf("%d\n", made);
    return 0;
}
