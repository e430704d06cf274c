/* One adds under lock a, the other under lock b. */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t a, b;
    int counter;
};

static void add(sem_t *lock, int *counter)
{
    sem_wait(lock);
    (*counter)++; // @add
    sem_post(lock);
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&s->a, 1, 1);
    sem_init(&s->b, 1, 1);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            add(i == 0 ? &s->a : &s->b, &s->counter);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    return 0;
}
