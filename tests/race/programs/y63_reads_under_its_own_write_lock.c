/* y63_reads_under_its_own_write_lock -- OK: the lock is refused to who has it (EDEADLK) */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int x;
static void *work(void *arg) {
  pthread_rwlock_wrlock(&lock);
  if (pthread_rwlock_rdlock(&lock) != EDEADLK || pthread_rwlock_wrlock(&lock) != EDEADLK) x = 100;
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
