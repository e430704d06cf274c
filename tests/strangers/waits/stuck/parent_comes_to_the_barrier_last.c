#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pthread_barrierattr_t attr;
    pthread_barrier_t *b = mmap(0, sizeof *b, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_barrierattr_init(&attr);
    pthread_barrierattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_barrier_init(b, &attr, 3);
    for (int i = 0; i < 2; i++) {
        if (fork() == 0) {
            pthread_barrier_wait(b); /* children */
            _exit(0);
        }
    }
    while (waitpid(-1, NULL, 0) > 0)
        ;
    pthread_barrier_wait(b);
    return 0;
}
