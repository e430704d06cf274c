/* The second and the third wait for the same. */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHARED(type) ((type *)mmap(0, sizeof(type), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))

struct line {
    sem_t step[2];
    int value;
};
int main(void)
{
    struct line *line = SHARED(struct line);
    for (int i = 0; i < 2; i++)
        sem_init(&line->step[i], 1, 0);
    if (fork() == 0) {
        sem_wait(&line->step[0]);
        line->value *= 2;
        sem_post(&line->step[1]);
        _exit(0);
    }
    if (fork() == 0) {
        sem_wait(&line->step[0]);
        line->value += 1;
        _exit(0);
    }
    line->value = 5;
    sem_post(&line->step[0]);
    sem_post(&line->step[0]);
    while (wait(NULL) > 0)
        ;
    printf("%d\n", line->value);
    return 0;
}
