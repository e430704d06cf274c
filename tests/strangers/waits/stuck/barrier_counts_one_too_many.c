#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILDREN 2

int main(void)
{
    pthread_barrierattr_t attr;
    pthread_barrier_t *start = mmap(NULL, sizeof *start, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_barrierattr_init(&attr);
    pthread_barrierattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_barrier_init(start, &attr, CHILDREN + 1);
    for (int i = 0; i < CHILDREN; i++)
        if (fork() == 0) {
            pthread_barrier_wait(start);
            _exit(0);
        }
    for (int i = 0; i < CHILDREN; i++)
        wait(NULL);
    return 0;
}
