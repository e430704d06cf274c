/* The twin: the same sum in the same file, added under a semaphore that both share. */
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int total;
};

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(&s->lock, 1, 1);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            sem_wait(&s->lock);
            s->total += 2;
            sem_post(&s->lock);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    FILE *out = fopen("total.txt", "w");
    if (!out)
        return 1;
    fprintf(out, "total %d\n", s->total);
    fclose(out);
    puts("done");
    return 0;
}
