/* first_makes_the_memory -- both want to be who makes it, and the first is */
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
        n[0] = shm_open("/one", O_CREAT | O_EXCL | O_RDWR, 0600) >= 0;
        _exit(0);
    }
    if (fork() == 0) {
        n[1] = shm_open("/one", O_CREAT | O_EXCL | O_RDWR, 0600) >= 0;
        _exit(0);
    }
    wait(NULL);
    wait(NULL);
    printf("%d%d\n", n[0], n[1]);
    shm_unlink("/one");
    return 0;
}
