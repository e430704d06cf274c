/* Three children post, the parent waits for two of them and reads all: the semaphore is a signal, and no lock. */
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t done;
    int results[3];
};

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&s->done, 1, 0);
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            s->results[i] = 1 << i; // @write
            sem_post(&s->done);
            _exit(0);
        }
    sem_wait(&s->done);
    sem_wait(&s->done);
    int sum = s->results[0] + s->results[1] + s->results[2]; // @read
    while (wait(NULL) > 0)
        ;
    printf("%d\n", sum);
    return 0;
}
