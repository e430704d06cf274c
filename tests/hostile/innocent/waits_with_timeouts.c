/* waits_with_timeouts.c -- semaphores, conditions, select, poll: all give up in time. */
#include "same.h"
#include <poll.h>
#include <semaphore.h>
#include <sys/select.h>
#include <sys/sem.h>
static struct timespec soon(void)
{
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    time.tv_nsec += 10000000;
    if (time.tv_nsec >= 1000000000) {
        time.tv_nsec -= 1000000000;
        time.tv_sec++;
    }
    return time;
}
int main(void)
{
    sem_t sem;
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
    struct timespec at = soon(), rest = {0, 10000000};
    struct timeval moment = {0, 10000};
    sem_init(&sem, 0, 0);
    MUST(sem_timedwait(&sem, &at) < 0);
    printf("%s ", strerrorname_np(errno));
    at = soon();
    pthread_mutex_lock(&lock);
    printf("%s ", strerrorname_np(pthread_cond_timedwait(&changed, &lock, &at)));
    int ends[2], sems = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
    MUST(pipe(ends) == 0 && sems >= 0);
    fd_set set;
    FD_ZERO(&set);
    FD_SET(ends[0], &set);
    printf("%d ", select(ends[0] + 1, &set, NULL, NULL, &moment));
    struct pollfd one = {ends[0], POLLIN, 0};
    printf("%d %d ", poll(&one, 1, 10), ppoll(&one, 1, &rest, NULL));
    struct sembuf down = {0, -1, 0};
    MUST(semtimedop(sems, &down, 1, &rest) < 0);
    printf("%s\n", strerrorname_np(errno));
    semctl(sems, 0, IPC_RMID);
    return 0;
}
