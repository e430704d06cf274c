#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct both { sem_t a, b, first_is_ready, second_is_ready; };

int main(void)
{
    struct both *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&s->a, 1, 1);
    sem_init(&s->b, 1, 1);
    sem_init(&s->first_is_ready, 1, 0);
    sem_init(&s->second_is_ready, 1, 0);
    if (fork() == 0) {
        sem_wait(&s->b);
        sem_post(&s->first_is_ready);
        sem_wait(&s->second_is_ready);
        sem_wait(&s->a);  /* second */
        sem_post(&s->a);
        sem_post(&s->b);
        _exit(0);
    }
    if (fork() == 0) {
        sem_wait(&s->a);
        sem_post(&s->second_is_ready);
        sem_wait(&s->first_is_ready);
        sem_wait(&s->b);  /* second */
        sem_post(&s->b);
        sem_post(&s->a);
        _exit(0);
    }
    while (wait(NULL) > 0)
        ;
    return 0;
}
