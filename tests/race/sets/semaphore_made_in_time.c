/* Made before fork(): the child finds the 1. */
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    sem_t *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(s, 1, 1);
    if (fork() == 0) {
        sem_wait(s);
        _exit(0);
    }
    wait(NULL);
    puts("ok");
    return 0;
}
