/* Between processes: mutex and condition variable lie in shared memory and say so. */
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct box {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int full, parcel;
};

int main(void)
{
    struct box *box = mmap(NULL, sizeof *box, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (box == MAP_FAILED)
        return 1;
    pthread_mutexattr_t mutex_attr;
    pthread_condattr_t cond_attr;
    pthread_mutexattr_init(&mutex_attr);
    pthread_mutexattr_setpshared(&mutex_attr, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&box->lock, &mutex_attr);
    pthread_condattr_init(&cond_attr);
    pthread_condattr_setpshared(&cond_attr, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&box->changed, &cond_attr);
    pid_t pid = fork();
    if (pid == -1)
        return 1;
    if (pid == 0) {
        pthread_mutex_lock(&box->lock);
        box->parcel = 42;
        box->full = 1;
        pthread_cond_signal(&box->changed);
        pthread_mutex_unlock(&box->lock);
        _exit(0);
    }
    pthread_mutex_lock(&box->lock);
    while (!box->full)
        pthread_cond_wait(&box->changed, &box->lock);
    printf("parcel %d\n", box->parcel);
    pthread_mutex_unlock(&box->lock);
    waitpid(pid, NULL, 0);
    return 0;
}
