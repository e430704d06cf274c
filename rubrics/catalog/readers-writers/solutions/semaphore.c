/* A semaphore for everybody is right as well, only that readers wait for each other. */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int x, y, different;
};

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        exit(1);
    sem_init(&s->lock, 1, 1);
    for (int who = 0; who < 3; who++) {
        pid_t pid = fork();
        if (pid == -1)
            exit(1);
        if (pid != 0)
            continue;
        for (int i = 1; i <= 2; i++) {
            sem_wait(&s->lock);
            if (who == 0)
                s->x = s->y = i;
            else if (s->x != s->y)
                s->different++;
            sem_post(&s->lock);
        }
        exit(0);
    }
    while (wait(NULL) > 0)
        ;
    printf("x %d, y %d, different %d\n", s->x, s->y, s->different);
    return 0;
}
