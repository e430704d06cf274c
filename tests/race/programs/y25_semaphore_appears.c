/* y25_semaphore_appears -- who finds a semaphore by its name comes after who made it */
#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *n = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        *n = 9;
        sem_open("/ready", O_CREAT, 0600, 0);
        _exit(0);
    }
    while (sem_open("/ready", 0) == SEM_FAILED)
        sched_yield();
    printf("%d\n", *n);
    wait(NULL);
    sem_unlink("/ready");
    return 0;
}
