/* It joined one of them and reads what the other may just be setting. */
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

static int *latest;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *square(void *n)
{
    int *result = malloc(sizeof *result);
    *result = (int)((long)n * (long)n);
    pthread_mutex_lock(&lock);
    latest = result;
    pthread_mutex_unlock(&lock);
    return result;
}
int main(void)
{
    pthread_t thread[2];
    int sum = 0;
    void *result;
    for (long i = 0; i < 2; i++)
        pthread_create(&thread[i], NULL, square, (void *)(i + 2));
    pthread_join(thread[0], &result);
    sum += *(int *)result;
    printf("%d\n", *latest);
    pthread_join(thread[1], &result);
    sum += *(int *)result;
    printf("%d\n", sum);
    return 0;
}
