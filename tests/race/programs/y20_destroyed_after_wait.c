/* y20_destroyed_after_wait -- the child has ended */
#include <semaphore.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    sem_t *s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(s, 1, 0);
    if (fork() == 0) {
        sem_wait(s);
        exit(0);
    }
    sem_post(s);
    wait(NULL);
    sem_destroy(s);
    return 0;
}
