/* never made consistent, a robust mutex keeps nobody out any more */
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
struct all { pthread_mutex_t m; int counter; };
int main(void)
{
    struct all *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&s->m, &a);
    if (fork() == 0) {
        pthread_mutex_lock(&s->m);
        _exit(0); /* dies as its owner */
    }
    wait(NULL);
    pthread_mutex_lock(&s->m);
    pthread_mutex_unlock(&s->m); /* never made consistent: of no use from here on */
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            pthread_mutex_lock(&s->m);
            s->counter++; // @add
            pthread_mutex_unlock(&s->m);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d\n", s->counter);
    return 0;
}
