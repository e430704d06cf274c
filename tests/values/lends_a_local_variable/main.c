/* A function lends two threads a variable of its own, and adds to it, too: in some orders an addition is lost. */
#include <pthread.h>
#include <stdio.h>

struct score {
    int games, points;
};

static void *plays(void *score)
{
    ((struct score *)score)->points += 1; // @plays
    return NULL;
}

static int evening(int guests)
{
    struct score score = {guests, 0};
    pthread_t player;
    pthread_create(&player, NULL, plays, &score);
    score.points += 2; // @scores
    pthread_join(player, NULL);
    return score.points;
}

int main(void)
{
    printf("%d\n", evening(1));
    return 0;
}
