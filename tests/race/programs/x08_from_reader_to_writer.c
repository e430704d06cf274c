/* Between the two locks another may come: so it looks again. */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHARED(type) ((type *)mmap(0, sizeof(type), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))

struct shop {
    pthread_rwlock_t lock;
    int tickets;
};
int main(void)
{
    struct shop *shop = SHARED(struct shop);
    int *tickets = &shop->tickets;
    pthread_rwlockattr_t shared;
    pthread_rwlockattr_init(&shared);
    pthread_rwlockattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    pthread_rwlock_init(&shop->lock, &shared);
    *tickets = 1;
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            pthread_rwlock_rdlock(&shop->lock);
            int any = *tickets > 0;
            pthread_rwlock_unlock(&shop->lock);
            if (any) {
                pthread_rwlock_wrlock(&shop->lock);
                if (*tickets > 0)
                    *tickets -= 1;
                pthread_rwlock_unlock(&shop->lock);
            }
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d\n", *tickets);
    return 0;
}
