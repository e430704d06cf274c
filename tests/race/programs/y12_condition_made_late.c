/* y12_condition_made_late -- pthread_cond_init() after the child may have waited */
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

struct s { pthread_mutex_t m; pthread_cond_t c; int ready; };

static void shared_mutex(pthread_mutex_t *m)
{
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(m, &a);
}
int main(void)
{
    struct s *s = shared(sizeof *s);
    pthread_condattr_t a;
    pthread_condattr_init(&a);
    pthread_condattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    shared_mutex(&s->m);
    if (fork() == 0) {
        pthread_mutex_lock(&s->m);
        while (!s->ready) pthread_cond_wait(&s->c, &s->m);
        pthread_mutex_unlock(&s->m);
        _exit(0);
    }
    pthread_cond_init(&s->c, &a);              /* the child may sleep in it already */
    pthread_mutex_lock(&s->m);
    s->ready = 1;
    pthread_cond_signal(&s->c);
    pthread_mutex_unlock(&s->m);
    wait(NULL);
    puts("done");
    return 0;
}
