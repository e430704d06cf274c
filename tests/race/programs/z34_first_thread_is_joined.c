/* z34_first_thread_is_joined -- OK: the first thread ends, and the second reads what it wrote after joining it */
#include <pthread.h>
#include <stdio.h>

static pthread_t first;
static int value;

static void *work(void *unused)
{
    pthread_join(first, NULL);
    printf("%d\n", value);
    return unused;
}

int main(void)
{
    pthread_t second;
    first = pthread_self();
    pthread_create(&second, NULL, work, NULL);
    value = 7;
    pthread_exit(NULL);
}
