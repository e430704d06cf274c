/* first_removes_the_semaphore -- only one removes it */
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
    sem_open("/one", O_CREAT, 0600, 1);
    if (fork() == 0) {
        n[0] = sem_unlink("/one") == 0;
        _exit(0);
    }
    if (fork() == 0) {
        n[1] = sem_unlink("/one") == 0;
        _exit(0);
    }
    wait(NULL);
    wait(NULL);
    printf("%d%d\n", n[0], n[1]);
    return 0;
}
