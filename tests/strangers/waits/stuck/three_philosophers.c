#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct table {
    pthread_mutex_t fork[3];
    pthread_barrier_t seated;
};

int main(void)
{
    struct table *t = mmap(NULL, sizeof *t, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t ma;
    pthread_barrierattr_t ba;
    pthread_mutexattr_init(&ma);
    pthread_mutexattr_setpshared(&ma, 1);
    pthread_barrierattr_init(&ba);
    pthread_barrierattr_setpshared(&ba, 1);
    pthread_barrier_init(&t->seated, &ba, 3);
    for (int i = 0; i < 3; i++)
        pthread_mutex_init(&t->fork[i], &ma);
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            pthread_mutex_t *left = &t->fork[i], *right = &t->fork[(i + 1) % 3];
            pthread_mutex_lock(left);
            pthread_barrier_wait(&t->seated);
            pthread_mutex_lock(right);
            pthread_mutex_unlock(right);
            pthread_mutex_unlock(left);
            _exit(0);
        }
    for (int i = 0; i < 3; i++)
        wait(NULL);
    return 0;
}
