/* The same by C11's names. */
#include <stdio.h>
#include <threads.h>

static mtx_t lock;
static cnd_t changed;
static int data;

static int make(void *unused)
{
    mtx_lock(&lock);
    data = 42;
    cnd_signal(&changed);
    mtx_unlock(&lock);
    return unused != NULL;
}

int main(void)
{
    thrd_t t;
    mtx_init(&lock, mtx_plain);
    cnd_init(&changed);
    mtx_lock(&lock);
    thrd_create(&t, make, NULL);
    cnd_wait(&changed, &lock); // @wait
    printf("%d\n", data);
    mtx_unlock(&lock);
    thrd_join(t, NULL);
    return 0;
}
