/* y60_main_is_cancelled -- OK: another thread cancels main, and joins it */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static sem_t sem;
static int count;
static pthread_t first;
static void tell(void *unused) { (void)unused; count++; }
static void *work(void *arg) {
  void *how;
  pthread_cancel(first);
  pthread_join(first, &how);
  printf("%d %d\n", count, how == PTHREAD_CANCELED);
  return arg;
}

int main(void) {
  pthread_t t;
  first = pthread_self();
  sem_init(&sem, 0, 0);
  pthread_cleanup_push(tell, NULL);
  pthread_create(&t, NULL, work, NULL);
  sem_wait(&sem);
  pthread_cleanup_pop(1);
}
