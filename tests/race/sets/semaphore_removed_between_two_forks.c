/* semaphore_removed_between_two_forks -- the parent removes the name after the first fork, before or after the first child opens it; the second child then makes another */
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
    for (int i = 0; i < 2; i++) {
        if (fork() == 0) {
            sem_t *s = sem_open("/each", O_CREAT, 0600, 1);
            sem_wait(s);
            int old = *n;
            *n = old + 1;
            sem_post(s);
            _exit(0);
        }
        if (i == 0)
            sem_unlink("/each");
    }
    wait(NULL);
    wait(NULL);
    printf("%d\n", *n);
    sem_unlink("/each");
    return 0;
}
