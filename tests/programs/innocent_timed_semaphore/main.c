#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    sem_t *never = mmap(NULL, sizeof *never, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct timespec until;
    if (never == MAP_FAILED || sem_init(never, 1, 0) < 0 || clock_gettime(CLOCK_REALTIME, &until) < 0)
        return 1;
    until.tv_sec++;
    if (fork() == 0)
        _exit(sem_timedwait(never, &until) != -1);
    return wait(NULL) < 0;
}
