#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    sem_t *sem = mmap(0, sizeof *sem, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(sem, 1, 0);
    if (fork() == 0) {
        sem_wait(sem);
        _exit(0);
    }
    for (int i = 0; i < 5; i++)
        sleep(1);
    sem_post(sem);
    wait(0);
    return 0;
}
