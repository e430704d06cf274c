#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pthread_mutexattr_t shared;
    pthread_mutex_t *m = mmap(NULL, sizeof *m, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_init(&shared);
    pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(m, &shared);
    if (fork() == 0) {
        pthread_mutex_lock(m);
        _exit(0);
    }
    wait(NULL);
    pthread_mutex_lock(m);  /* parent */
    pthread_mutex_unlock(m);
    return 0;
}
