/* one_memory_of_one_name -- there is one memory, and one who comes first */
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
            int fd = shm_open("/each", O_CREAT | O_RDWR, 0600);
            ftruncate(fd, 4096);
            sem_t *s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
            if (__atomic_exchange_n((int *)s + 100, 1, __ATOMIC_SEQ_CST) == 0)
                __atomic_fetch_add(n, 1, __ATOMIC_SEQ_CST);
            _exit(0);
        }
    }
    wait(NULL);
    wait(NULL);
    printf("%d\n", *n);
    shm_unlink("/each");
    return 0;
}
