/* The same, but it adds only when the thread has ended. */
#include <pthread.h>
#include <stdio.h>

struct score {
    int games, points;
};

static void *plays(void *score)
{
    ((struct score *)score)->points += 1;
    return NULL;
}

static int evening(int guests)
{
    struct score score = {guests, 0};
    pthread_t player;
    pthread_create(&player, NULL, plays, &score);
    pthread_join(player, NULL);
    score.points += 2;
    return score.points;
}

int main(void)
{
    printf("%d\n", evening(1));
    return 0;
}
