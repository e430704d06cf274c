/* y60_main_leaves_and_unlocks -- OK: main cleans up in pthread_exit(): what it changes there is under its lock */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int count;
static void unlock(void *unused) { (void)unused; count++; pthread_mutex_unlock(&lock); }
static void *work(void *arg) {
  pthread_mutex_lock(&lock);
  printf("%d\n", ++count);
  pthread_mutex_unlock(&lock);
  return arg;
}

int main(void) {
  pthread_t t;
  pthread_mutex_lock(&lock);
  pthread_create(&t, NULL, work, NULL);
  pthread_cleanup_push(unlock, NULL);
  count++;
  pthread_exit(NULL);
  pthread_cleanup_pop(1);
}
