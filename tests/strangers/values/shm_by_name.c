#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/my_shared_memory"

typedef struct
{
    pthread_mutex_t mutex;
    double          n;
    int             a[10];
} Shared;

/* the child opens it again by its name */
static void Child(void)
{
    int fd = shm_open(NAME, O_RDWR, 0);
    if (fd < 0) exit(1);
    Shared *s = mmap(0, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (s == MAP_FAILED) exit(1);
    pthread_mutex_lock(&s->mutex);
    s->n = 3.1415927;
    for (int i = 0; i < 10; ++i) s->a[i] *= -1;
    pthread_mutex_unlock(&s->mutex);
    exit(0);
}

int main(void)
{
    int fd = shm_open(NAME, O_RDWR | O_CREAT, 0600);
    if (fd < 0) { perror("shm_open"); return 1; }
    if (ftruncate(fd, sizeof(Shared)) < 0) { perror("ftruncate"); return 1; }
    Shared *s = mmap(0, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (s == MAP_FAILED) { perror("mmap"); return 1; }
    pthread_mutexattr_t at;
    pthread_mutexattr_init(&at);
    pthread_mutexattr_setpshared(&at, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&s->mutex, &at);
    for (int i = 0; i < 10; ++i) s->a[i] = i;
    if (fork() == 0) Child();
    wait(NULL);
    pthread_mutex_lock(&s->mutex);
    printf("%0.7f\n", s->n);
    printf("[%d, %d, %d, %d, %d, %d, %d, %d, %d, %d]\n", s->a[0], s->a[1], s->a[2], s->a[3], s->a[4], s->a[5], s->a[6],
           s->a[7], s->a[8], s->a[9]);
    pthread_mutex_unlock(&s->mutex);
    shm_unlink(NAME);
    return 0;
}
