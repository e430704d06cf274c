/* The parent initialises the semaphore again while its child may hold it: then two are let in. */
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int count;
};

static void add(struct shared *s)
{
    sem_wait(&s->lock);
    s->count++;
    sem_post(&s->lock);
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&s->lock, 1, 1);
    if (fork() == 0) {
        add(s);
        _exit(0);
    }
    sem_init(&s->lock, 1, 1);
    add(s);
    wait(NULL);
    printf("%d\n", s->count);
    return 0;
}
