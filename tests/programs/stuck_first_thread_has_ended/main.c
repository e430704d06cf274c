#include <pthread.h>
#include <unistd.h>

static int ends[2];

static void *reader(void *unused)
{
    char c;
    read(ends[0], &c, 1);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pipe(ends);
    pthread_create(&thread, 0, reader, 0);
    pthread_exit(0);
}
