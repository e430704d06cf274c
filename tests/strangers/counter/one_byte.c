#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t sem;
    unsigned char counter; /* overflows at 256 */
};

int main(int argc, char **argv)
{
    int n = argc > 2 ? atoi(argv[1]) : 4;
    int m = argc > 2 ? atoi(argv[2]) : 1000;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        return 1;
    sem_init(&s->sem, 1, 1);
    for (int i = 0; i < n; i++)
        if (fork() == 0) {
            for (int j = 0; j < m; j++) {
                sem_wait(&s->sem);
                s->counter++;
                sem_post(&s->sem);
            }
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("Counter: %d\n", s->counter);
    return 0;
}
