/* y67_the_shorter_time_ends_first -- OK: who waits a second posts for who waits a hundred */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static sem_t sem;
static void in(struct timespec *t, int seconds) { clock_gettime(CLOCK_REALTIME, t); t->tv_sec += seconds; }
static void *work(void *arg) {
  struct timespec t;
  sem_t never;
  sem_init(&never, 0, 0);
  in(&t, 1);
  if (sem_timedwait(&never, &t) < 0 && errno == ETIMEDOUT) sem_post(&sem);
  return arg;
}

int main(void) {
  struct timespec t;
  pthread_t thread;
  sem_init(&sem, 0, 0);
  pthread_create(&thread, NULL, work, NULL);
  in(&t, 100);
  printf("%d\n", sem_timedwait(&sem, &t));
  pthread_join(thread, NULL);
}
