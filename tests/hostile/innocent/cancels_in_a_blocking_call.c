/* cancels_in_a_blocking_call.c -- threads that wait in read(), pause(), sem_wait() and sleep() are cancelled. */
#include "same.h"
#include <semaphore.h>
static int fd[2];
static sem_t sem;
static void *wait_for(void *how)
{
    char c;
    switch ((long)how) {
    case 0:
        (void)!read(fd[0], &c, 1);
        break;
    case 1:
        pause();
        break;
    case 2:
        sem_wait(&sem);
        break;
    default:
        sleep(100);
    }
    return NULL;
}
int main(void)
{
    int cancelled = 0;
    MUST(pipe(fd) == 0 && sem_init(&sem, 0, 0) == 0);
    for (long i = 0; i < 4; i++) {
        pthread_t thread;
        void *end;
        MUST(pthread_create(&thread, NULL, wait_for, (void *)i) == 0);
        nap_ms(30);
        MUST(pthread_cancel(thread) == 0 && pthread_join(thread, &end) == 0);
        cancelled += end == PTHREAD_CANCELED;
    }
    printf("%d\n", cancelled);
    return 0;
}
