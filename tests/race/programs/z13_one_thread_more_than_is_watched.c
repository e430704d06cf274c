/* One thread more than has a place: of it nothing is seen, and that is said. */
#include <pthread.h>
#include <stdio.h>

enum { THREADS = 256 };

static void *ends(void *unused)
{
    return unused;
}

int main(void)
{
    static pthread_t t[THREADS];
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&t[i], NULL, ends, NULL) != 0)
            return 1;
    for (int i = 0; i < THREADS; i++)
        pthread_join(t[i], NULL);
    puts("done");
    return 0;
}
