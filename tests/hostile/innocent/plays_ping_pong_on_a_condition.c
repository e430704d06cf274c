/* plays_ping_pong_on_a_condition.c -- two threads take turns five thousand times. */
#include "same.h"
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static int turn, moves;
static void *play(void *arg)
{
    int me = arg != NULL;
    for (int i = 0; i < 5000; i++) {
        pthread_mutex_lock(&lock);
        while (turn != me)
            pthread_cond_wait(&cond, &lock);
        moves++;
        turn = !me;
        pthread_cond_signal(&cond);
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}
int main(void)
{
    pthread_t a, b;
    MUST(pthread_create(&a, NULL, play, NULL) == 0 && pthread_create(&b, NULL, play, "") == 0);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d\n", moves);
    return 0;
}
