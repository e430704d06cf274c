/* y11_semaphore_made_late -- sem_init() after the child may have waited */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <semaphore.h>

static void *shared(size_t n)
{
    void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED) { perror("mmap"); exit(1); }
    return p;
}

struct s { sem_t m; int x; };
int main(void)
{
    struct s *s = shared(sizeof *s);
    if (fork() == 0) {
        sem_wait(&s->m);                     /* 0 until the parent has made it */
        s->x++;
        sem_post(&s->m);
        _exit(0);
    }
    sem_init(&s->m, 1, 1);                   /* a sleeper is not woken by that */
    sem_wait(&s->m);
    s->x++;
    sem_post(&s->m);
    wait(NULL);
    printf("%d\n", s->x);
    return 0;
}
