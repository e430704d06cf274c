#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
struct shared {
    pthread_rwlock_t lock;
    pthread_barrier_t both;
    int value;
};
static void change(struct shared *s)
{
    pthread_rwlock_rdlock(&s->lock);
    int old = s->value;
    pthread_barrier_wait(&s->both);
    pthread_rwlock_wrlock(&s->lock);
    s->value = old + 1;
    pthread_rwlock_unlock(&s->lock);
    pthread_rwlock_unlock(&s->lock);
}
int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_rwlockattr_t a;
    pthread_barrierattr_t b;
    pthread_rwlockattr_init(&a);
    pthread_rwlockattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_rwlock_init(&s->lock, &a);
    pthread_barrierattr_init(&b);
    pthread_barrierattr_setpshared(&b, PTHREAD_PROCESS_SHARED);
    pthread_barrier_init(&s->both, &b, 2);
    if (fork() == 0) {
        change(s);
        _exit(0);
    }
    change(s);
    wait(NULL);
    printf("%d\n", s->value);
    return 0;
}
