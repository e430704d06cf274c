/* What main() keeps in its own variables two threads use: one under a lock, each its own of two, and one as it comes. */
#include <pthread.h>
#include <stdio.h>

struct job {
    pthread_mutex_t lock;
    int done, tried;
};
struct part {
    struct job *job;
    int *slot;
};

static void *work(void *argument)
{
    struct part *part = argument;
    pthread_mutex_lock(&part->job->lock);
    part->job->done++;
    pthread_mutex_unlock(&part->job->lock);
    part->job->tried++; // @tries
    *part->slot = 1;
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    int slots[2] = {0};
    struct job job = {PTHREAD_MUTEX_INITIALIZER, 0, 0};
    struct part parts[2] = {{&job, &slots[0]}, {&job, &slots[1]}};
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, &parts[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    printf("%d %d %d\n", job.done, job.tried, slots[0] + slots[1]);
    return 0;
}
