#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static int left = 4, quit;

static void *worker(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&m);
        if (left == 0)
            pthread_cond_wait(&more, &m); /* idle */
        if (quit && left == 0) {
            pthread_mutex_unlock(&m);
            return arg;
        }
        if (left > 0)
            left--;
        pthread_mutex_unlock(&m);
    }
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, worker, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL); /* before anybody says quit */
    quit = 1;
    pthread_cond_broadcast(&more);
    puts("done");
    return 0;
}
