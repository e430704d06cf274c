/* Every worker adds its part to one sum, under a semaphore; every third item is its own. */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int sum, items[10];
};

static void work(struct shared *s, int me)
{
    int part = 0;
    for (int i = me; i < 10; i += 3) {
        s->items[i] *= s->items[i];
        part += s->items[i];
    }
    sem_wait(&s->lock);
    s->sum += part;
    sem_post(&s->lock);
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        exit(1);
    sem_init(&s->lock, 1, 1);
    for (int i = 0; i < 10; i++)
        s->items[i] = i + 1;
    for (int me = 0; me < 3; me++)
        switch (fork()) {
        case -1:
            exit(1);
        case 0:
            work(s, me);
            exit(0);
        }
    while (wait(NULL) > 0)
        ;
    for (int i = 0; i < 10; i++)
        printf("%d ", s->items[i]);
    printf("\nsum %d\n", s->sum);
    return 0;
}
