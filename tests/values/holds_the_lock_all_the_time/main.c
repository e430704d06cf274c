/* One lock around the whole loop: right, but one works while the other waits. */
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORKERS = 2, EACH = 12 };

struct shared {
    pthread_mutex_t lock;
    int counter, list[WORKERS * EACH];
};

static void work(struct shared *s, int number)
{
    (void)number;
    pthread_mutex_lock(&s->lock); // @takes
    for (int i = 0; i < EACH; i++)
        s->counter++;
    pthread_mutex_unlock(&s->lock);
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&s->lock, &attr);
    for (int i = 0; i < WORKERS; i++)
        if (fork() == 0) {
            work(s, i);
            _exit(0);
        }
    while (wait(NULL) > 0)
        continue;
    int sum = s->counter;
    for (int i = 0; i < WORKERS * EACH; i++)
        sum += s->list[i];
    printf("%d\n", sum);
    return 0;
}
