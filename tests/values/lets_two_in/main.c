/* A semaphore that starts at 2 lets both children in at once. */
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct area {
    sem_t places;
    int value;
};

int main(void)
{
    struct area *area = mmap(NULL, sizeof *area, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (area == MAP_FAILED || sem_init(&area->places, 1, 2) < 0)
        return 1;
    for (int i = 0; i < 2; i++)
        if (fork() == 0) {
            sem_wait(&area->places);
            area->value++; // @add
            sem_post(&area->places);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    printf("%d\n", area->value);
    return 0;
}
