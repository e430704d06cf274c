/* An unnamed semaphore beside the counter, both in one shared mapping. */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int counter;
};

static void add(struct shared *s, int times)
{
    for (int i = 0; i < times; i++) {
        sem_wait(&s->lock);
        s->counter++;
        sem_post(&s->lock);
    }
}

int main(int argc, char **argv)
{
    int processes = argc > 2 ? (int)strtol(argv[1], NULL, 10) : 4;
    int times = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 1000;

    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED || sem_init(&s->lock, 1, 1) < 0) {
        perror("shared memory");
        return 1;
    }
    for (int i = 0; i < processes; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0) {
            add(s, times);
            _exit(0);
        }
    }
    for (int i = 0; i < processes; i++)
        wait(NULL);
    printf("Counter: %d\n", s->counter);
    return 0;
}
