/* two_semaphores_of_one_name -- if the first child has removed the name before the second opens it, each has a semaphore of its own: an update may be lost */
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
            sem_unlink("/each");
            sem_wait(s);
            int old = *n;
            *n = old + 1;
            sem_post(s);
            _exit(0);
        }
    }
    wait(NULL);
    wait(NULL);
    printf("%d\n", *n);
    return 0;
}
