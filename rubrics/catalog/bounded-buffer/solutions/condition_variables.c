/* The same with a process-shared mutex and two condition variables. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct buffer {
    pthread_mutex_t lock;
    pthread_cond_t not_full, not_empty;
    int count, in, out, items[2];
};

static void put(struct buffer *b, int item)
{
    pthread_mutex_lock(&b->lock);
    while (b->count == 2)
        pthread_cond_wait(&b->not_full, &b->lock);
    b->items[b->in] = item;
    b->in = (b->in + 1) % 2;
    b->count++;
    pthread_cond_signal(&b->not_empty);
    pthread_mutex_unlock(&b->lock);
}

static int get(struct buffer *b)
{
    pthread_mutex_lock(&b->lock);
    while (b->count == 0)
        pthread_cond_wait(&b->not_empty, &b->lock);
    int item = b->items[b->out];
    b->out = (b->out + 1) % 2;
    b->count--;
    pthread_cond_signal(&b->not_full);
    pthread_mutex_unlock(&b->lock);
    return item;
}

int main(void)
{
    struct buffer *b = mmap(NULL, sizeof *b, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (b == MAP_FAILED)
        exit(1);
    pthread_mutexattr_t mutex_attr;
    pthread_condattr_t cond_attr;
    pthread_mutexattr_init(&mutex_attr);
    pthread_mutexattr_setpshared(&mutex_attr, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&b->lock, &mutex_attr);
    pthread_condattr_init(&cond_attr);
    pthread_condattr_setpshared(&cond_attr, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&b->not_full, &cond_attr);
    pthread_cond_init(&b->not_empty, &cond_attr);
    for (int p = 0; p < 2; p++)
        switch (fork()) {
        case -1:
            exit(1);
        case 0:
            put(b, 10 * p + 1);
            put(b, 10 * p + 2);
            exit(0);
        }
    int sum = 0;
    for (int i = 0; i < 4; i++)
        sum += get(b);
    while (wait(NULL) > 0)
        ;
    printf("sum %d\n", sum);
    return 0;
}
