/* gives_up_when_it_finds_none -- the child looks before the parent made it, and goes; nobody posts then */
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
    if (fork() == 0) {
        sem_t *s = sem_open("/one", 0);
        if (s == SEM_FAILED)
            _exit(1);
        sem_post(s);
        _exit(0);
    }
    sem_t *s = sem_open("/one", O_CREAT, 0600, 0);
    sem_wait(s);
    wait(NULL);
    puts("posted");
    sem_unlink("/one");
    return 0;
}
