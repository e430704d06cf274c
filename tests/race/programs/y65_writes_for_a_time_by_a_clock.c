/* y65_writes_for_a_time_by_a_clock -- OK: pthread_rwlock_clockwrlock() is a lock */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int x;
static void *work(void *arg) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  t.tv_sec += 100;
  if (pthread_rwlock_clockwrlock(&lock, CLOCK_MONOTONIC, &t)) return arg;
  x++;
  pthread_rwlock_unlock(&lock);
  return arg;
}

int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  work(NULL);
  pthread_join(t, NULL);
  printf("%d\n", x);
}
