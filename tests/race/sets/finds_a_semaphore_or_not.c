/* finds_a_semaphore_or_not -- the second child looks for what the first makes: before or after */
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
        n[0] = sem_open("/one", O_CREAT, 0600, 1) != SEM_FAILED;
        _exit(0);
    }
    if (fork() == 0) {
        n[1] = sem_open("/one", 0) != SEM_FAILED;
        _exit(0);
    }
    wait(NULL);
    wait(NULL);
    printf("%d%d\n", n[0], n[1]);
    sem_unlink("/one");
    return 0;
}
