/* Both ways at once, and given back in the order they were taken: only the order of taking counts. */
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

static pthread_mutex_t lock[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static int money[2] = {10, 10};

static void move(int from, int to)
{
    int low = from < to ? from : to, high = from < to ? to : from;
    pthread_mutex_lock(&lock[low]);
    pthread_mutex_lock(&lock[high]);
    money[from]--;
    money[to]++;
    pthread_mutex_unlock(&lock[low]);
    pthread_mutex_unlock(&lock[high]);
}
static void *moves(void *from)
{
    for (int i = 0; i < 3; i++)
        move((int)(long)from, !(int)(long)from);
    return NULL;
}
int main(void)
{
    pthread_t thread[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&thread[i], NULL, moves, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    printf("%d %d\n", money[0], money[1]);
    return 0;
}
