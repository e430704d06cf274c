/* The child may come first: zeroes look like a semaphore that is 0, it sleeps, and sem_init() wakes nobody: "!". Else
 * it finds the 1: ok. */
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    sem_t *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fork() == 0) {
        sem_wait(s);
        _exit(0);
    }
    sem_init(s, 1, 1);
    wait(NULL);
    puts("ok");
    return 0;
}
