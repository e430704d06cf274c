/* Four who bring and four who take, by conditions: most orders that could be tried are the same as others, and the
 * steps of those do not make the record too short. */
#include <pthread.h>
#include <stdio.h>

enum { ROOM = 5, TURNS = 26, PAIRS = 4 };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_full = PTHREAD_COND_INITIALIZER, not_empty = PTHREAD_COND_INITIALIZER;
static int there, taken;

static void *brings(void *unused)
{
    for (int i = 0; i < TURNS; i++) {
        pthread_mutex_lock(&lock);
        while (there == ROOM)
            pthread_cond_wait(&not_full, &lock);
        there++;
        pthread_cond_signal(&not_empty);
        pthread_mutex_unlock(&lock);
    }
    return unused;
}
static void *takes(void *unused)
{
    for (int i = 0; i < TURNS; i++) {
        pthread_mutex_lock(&lock);
        while (there == 0)
            pthread_cond_wait(&not_empty, &lock);
        there--;
        taken++;
        pthread_cond_signal(&not_full);
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

int main(void)
{
    pthread_t t[2 * PAIRS];
    for (int i = 0; i < 2 * PAIRS; i++)
        pthread_create(&t[i], NULL, i % 2 ? brings : takes, NULL);
    for (int i = 0; i < 2 * PAIRS; i++)
        pthread_join(t[i], NULL);
    printf("%d\n", taken);
    return 0;
}
