/* shared.c -- two processes add under a semaphore. */
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int value;
};
int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED || sem_init(&s->lock, 1, 1) < 0)
        return 1;
    pid_t pid = fork();
    if (pid == 0) {
        sem_wait(&s->lock);
        s->value += 41;
        sem_post(&s->lock);
        _exit(0);
    }
    waitpid(pid, NULL, 0);
    sem_wait(&s->lock);
    s->value++;
    sem_post(&s->lock);
    printf("%d\n", s->value);
    return 0;
}
