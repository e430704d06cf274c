#include <pthread.h>
#include <unistd.h>
static volatile int done;

static void *works(void *unused)
{
    for (;;)
        sleep(1);
    done = 1;
    return unused;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, works, 0);
    while (!done)
        ;
    return 0;
}
