#include "counter.h"
#include <pthread.h>
#include <stddef.h>
#include <sys/mman.h>

struct counter {
    pthread_spinlock_t lock;
    int value;
};

counter *counter_create(void)
{
    counter *self = mmap(NULL, sizeof(counter), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (self == MAP_FAILED)
        return NULL;
    pthread_spin_init(&self->lock, PTHREAD_PROCESS_SHARED);
    self->value = 0;
    return self;
}

void counter_add(counter *self, int amount)
{
    pthread_spin_lock(&self->lock);
    self->value += amount;
    pthread_spin_unlock(&self->lock);
}

int counter_read(const counter *self)
{
    return self->value;
}

void counter_destroy(counter *self)
{
    pthread_spin_destroy(&self->lock);
    munmap(self, sizeof(counter));
}
