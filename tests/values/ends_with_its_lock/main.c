/* The child returns early with the lock, which nobody wants any more: no harm, this time. */
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t lock;
    int count;
};

static int add(struct shared *s)
{
    pthread_mutex_lock(&s->lock); // @take
    if (++s->count > 0)
        return 1;
    pthread_mutex_unlock(&s->lock);
    return 0;
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t shared;
    pthread_mutexattr_init(&shared);
    pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&s->lock, &shared);
    if (fork() == 0)
        _exit(add(s));
    wait(NULL);
    printf("%d\n", s->count);
    return 0;
}
