/* empty begins with 0: nobody ever finds a free place. */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PLACES = 2, PRODUCERS = 2, EACH = 2 };

struct buffer {
    sem_t empty, full, lock;
    int in, out, items[PLACES];
};

static void put(struct buffer *b, int item)
{
    sem_wait(&b->empty);
    sem_wait(&b->lock);
    b->items[b->in] = item;
    b->in = (b->in + 1) % PLACES;
    sem_post(&b->lock);
    sem_post(&b->full);
}

static int get(struct buffer *b)
{
    sem_wait(&b->full);
    sem_wait(&b->lock);
    int item = b->items[b->out];
    b->out = (b->out + 1) % PLACES;
    sem_post(&b->lock);
    sem_post(&b->empty);
    return item;
}

int main(void)
{
    struct buffer *b = mmap(NULL, sizeof *b, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (b == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    sem_init(&b->empty, 1, 0);
    sem_init(&b->full, 1, 0);
    sem_init(&b->lock, 1, 1);
    for (int p = 0; p < PRODUCERS; p++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0) {
            for (int i = 1; i <= EACH; i++)
                put(b, 10 * p + i);
            _exit(0);
        }
    }
    int sum = 0;
    for (int i = 0; i < PRODUCERS * EACH; i++)
        sum += get(b);
    for (int p = 0; p < PRODUCERS; p++)
        wait(NULL);
    printf("sum %d\n", sum);
    return 0;
}
