/* both give their read lock back before they write, and look again */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
struct shared {
    pthread_rwlock_t lock;
    int value;
};
static void change(struct shared *s)
{
    for (int i = 0; i < 3; i++) {
        pthread_rwlock_rdlock(&s->lock);
        int is_small = s->value < 100;
        usleep(100000);
        pthread_rwlock_unlock(&s->lock);
        pthread_rwlock_wrlock(&s->lock);
        s->value += is_small && s->value < 100;
        pthread_rwlock_unlock(&s->lock);
    }
}
int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_rwlockattr_t a;
    pthread_rwlockattr_init(&a);
    pthread_rwlockattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_rwlock_init(&s->lock, &a);
    if (fork() == 0) {
        change(s);
        _exit(0);
    }
    change(s);
    wait(NULL);
    return s->value == 6 ? 0 : 1;
}
