/* The writer holds the mutex while the pipe is full; the reader needs it before it reads. */
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

static int fd[2];
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static char block[1000];

static void *writer(void *unused)
{
    pthread_mutex_lock(&m);
    for (int i = 0; i < 100; i++)
        write(fd[1], block, sizeof block);
    pthread_mutex_unlock(&m);
    close(fd[1]);
    return unused;
}

static void *reader(void *unused)
{
    char got[1000];
    ssize_t n = 1;
    struct pollfd first = {fd[0], POLLIN, 0};
    poll(&first, 1, -1); /* then the writer has the mutex */
    while (n > 0) {
        pthread_mutex_lock(&m); /* the reader */
        n = read(fd[0], got, sizeof got);
        pthread_mutex_unlock(&m);
    }
    return unused;
}

int main(void)
{
    pthread_t w, r;
    pipe(fd);
    pthread_create(&w, NULL, writer, NULL);
    pthread_create(&r, NULL, reader, NULL);
    pthread_join(w, NULL);
    pthread_join(r, NULL);
    return 0;
}
