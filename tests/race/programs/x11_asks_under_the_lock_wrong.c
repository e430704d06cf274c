/* The flag is set under the lock and read without. */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHARED(type) ((type *)mmap(0, sizeof(type), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int done, result;

static void *work(void *unused)
{
    result = 42;
    pthread_mutex_lock(&lock);
    done = 1;
    pthread_mutex_unlock(&lock);
    return unused;
}
int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    for (;;) {
        int now = done;
        if (now)
            break;
        sched_yield();
    }
    printf("%d\n", result);
    pthread_join(thread, NULL);
    return 0;
}
