/* Hangs always: the semaphore begins with 0, so the first sem_wait() waits for a sem_post() that never comes. */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int n = 4, m = 1000;
    if (argc == 3) {
        n = atoi(argv[1]);
        m = atoi(argv[2]);
    }
    sem_t *lock = mmap(NULL, sizeof *lock, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int *counter = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (lock == MAP_FAILED || counter == MAP_FAILED)
        return 1;
    sem_init(lock, 1, 0);
    for (int i = 0; i < n; i++)
        if (fork() == 0) {
            for (int j = 0; j < m; j++) {
                sem_wait(lock);
                (*counter)++;
                sem_post(lock);
            }
            _exit(0);
        }
    for (int i = 0; i < n; i++)
        wait(NULL);
    printf("Counter: %d\n", *counter);
    return 0;
}
