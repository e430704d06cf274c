/* It waits a little, again and again, until there is a letter; when that lasts too long it ends the program. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int letter, there;

static void *send(void *unused)
{
    pthread_mutex_lock(&lock);
    letter = 7;
    there = 1;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t t;
    int times = 0;
    struct timespec until;
    pthread_create(&t, NULL, send, NULL);
    pthread_mutex_lock(&lock);
    while (!there) {
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += 1;
        if (pthread_cond_timedwait(&changed, &lock, &until) == ETIMEDOUT && ++times == 1)
            puts("still waiting");
        if (times == 10)
            abort();
    }
    printf("%d\n", letter);
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    return 0;
}
