/* open(), write() and read() are the submission's own, in this one file, and keep no order. */
#include <pthread.h>
#include <stdio.h>

static int buffer;

void open(void)
{
    buffer = 1;
}

void write(int value)
{
    buffer = value; // @write
}

int read(void)
{
    return buffer; // @read
}

static void *work(void *unused)
{
    write(5);
    return unused;
}

int main(void)
{
    pthread_t t;
    open();
    pthread_create(&t, NULL, work, NULL);
    printf("%d\n", read());
    pthread_join(t, NULL);
    return 0;
}
