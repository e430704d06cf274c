/* The mutex whose owner died is made consistent: both children lock it, and add one after the other: 2. */
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    pthread_mutex_t m;
    int n;
};

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&s->m, &a);
    if (fork() == 0) {
        pthread_mutex_lock(&s->m);
        _exit(0);
    }
    wait(NULL);
    pthread_mutex_lock(&s->m);
    pthread_mutex_consistent(&s->m);
    pthread_mutex_unlock(&s->m);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            pthread_mutex_lock(&s->m);
            s->n++;
            pthread_mutex_unlock(&s->m);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d\n", s->n);
    return 0;
}
