/* y13_each_makes_the_mutex -- each child initialises the mutex that both take */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <pthread.h>

static void *shared(size_t n)
{
    void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED) { perror("mmap"); exit(1); }
    return p;
}

static void shared_mutex(pthread_mutex_t *m)
{
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(m, &a);
}

struct s { pthread_mutex_t m; int x; };
int main(void)
{
    struct s *s = shared(sizeof *s);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            shared_mutex(&s->m);
            pthread_mutex_lock(&s->m);
            s->x++;
            pthread_mutex_unlock(&s->m);
            _exit(0);
        }
    while (wait(NULL) > 0) ;
    printf("%d\n", s->x);
    return 0;
}
