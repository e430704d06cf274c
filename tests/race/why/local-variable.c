/* That a thread uses a local variable of the function that made it shows only where it comes before a store. */
#include <pthread.h>
#include <stdatomic.h>

static atomic_int too_late;

static void *comes_in_time_or_not(void *n)
{
    const int seen = atomic_load(&too_late);
#ifdef TWIN
    (void)n;
#else
    if (!seen)
        *(int *)n += 1;
#endif
    return seen ? n : NULL;
}

static int counts(void)
{
    pthread_t thread;
    int n = 0;
    pthread_create(&thread, NULL, comes_in_time_or_not, &n);
    n += 2;
    atomic_store(&too_late, 1);
    pthread_join(thread, NULL);
    return n;
}

int main(void)
{
    return counts() ? 0 : 1;
}
