/* A process-shared mutex. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct counter {
    pthread_mutex_t mutex;
    long value;
} counter_t;

static counter_t *counter_new(void)
{
    counter_t *c = mmap(NULL, sizeof(counter_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (c == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&c->mutex, &attr);
    pthread_mutexattr_destroy(&attr);
    c->value = 0;
    return c;
}

static void worker(counter_t *c, long m)
{
    while (m-- > 0) {
        pthread_mutex_lock(&c->mutex);
        c->value = c->value + 1;
        pthread_mutex_unlock(&c->mutex);
    }
    exit(0);
}

int main(int argc, char *argv[])
{
    long n = argc > 1 ? strtol(argv[1], NULL, 10) : 4;
    long m = argc > 2 ? strtol(argv[2], NULL, 10) : 1000;
    counter_t *c = counter_new();
    for (long i = 0; i < n; ++i) {
        switch (fork()) {
        case -1:
            perror("fork");
            exit(1);
        case 0:
            worker(c, m);
        }
    }
    int status, failed = 0;
    while (wait(&status) > 0)
        if (status != 0)
            failed = 1;
    printf("Counter: %ld\n", c->value);
    return failed;
}
