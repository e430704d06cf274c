#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared { sem_t gate; int total; };

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&s->gate, 1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            sem_wait(&s->gate);
            s->total += 10;
            sem_post(&s->gate);
            _exit(0);
        }
    wait(NULL); wait(NULL); /* both */
    printf("%d\n", s->total);
    return 0;
}
