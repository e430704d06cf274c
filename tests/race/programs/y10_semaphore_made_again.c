/* y10_semaphore_made_again -- sem_init() while a child may hold it */
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
    sem_init(&s->m, 1, 1);
    if (fork() == 0) {
        sem_wait(&s->m);
        s->x++;
        sem_post(&s->m);
        _exit(0);
    }
    sem_init(&s->m, 1, 1);               /* too late */
    sem_wait(&s->m);
    s->x++;
    sem_post(&s->m);
    wait(NULL);
    printf("%d\n", s->x);
    return 0;
}
