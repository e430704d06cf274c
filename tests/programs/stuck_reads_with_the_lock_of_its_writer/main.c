/* Thread 2 has m and reads from a pipe; thread 1 needs m before it writes to it: a lock against a pipe. No end is left
 * open too long, the first thread's write end is the one that is wanted. */
#include <pthread.h>
#include <semaphore.h>
#include <unistd.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static sem_t has_lock;
static int fd[2];

static void *reads(void *unused)
{
    char c;
    (void)unused;
    pthread_mutex_lock(&m);
    sem_post(&has_lock);
    if (read(fd[0], &c, 1) != 1)
        _exit(1);
    pthread_mutex_unlock(&m);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    sem_init(&has_lock, 0, 0);
    if (pipe(fd) < 0 || pthread_create(&thread, NULL, reads, NULL) != 0)
        return 1;
    sem_wait(&has_lock);
    pthread_mutex_lock(&m);
    if (write(fd[1], "x", 1) != 1)
        return 1;
    pthread_mutex_unlock(&m);
    pthread_join(thread, NULL);
    close(fd[0]);
    close(fd[1]);
    return 0;
}
