/* The same with a semaphore that processes share: nothing to say. */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int counter;
};

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&s->lock, 1, 1);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            sem_wait(&s->lock);
            s->counter++;
            sem_post(&s->lock);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("Total: %d\n", s->counter);
    return 0;
}
