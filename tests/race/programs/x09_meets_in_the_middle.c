/* Each reads what the other wrote, after they have met. */
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

struct meet {
    sem_t here[2];
    int said[2];
};
int main(void)
{
    struct meet *meet = SHARED(struct meet);
    int status, sum = 0;
    for (int i = 0; i < 2; i++)
        sem_init(&meet->here[i], 1, 0);
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            meet->said[i] = i + 1;
            sem_post(&meet->here[i]);
            sem_wait(&meet->here[!i]);
            _exit(meet->said[!i]);
        }
    while (wait(&status) > 0)
        sum += WEXITSTATUS(status);
    printf("%d\n", sum);
    return 0;
}
