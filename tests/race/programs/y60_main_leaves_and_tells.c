/* y60_main_leaves_and_tells -- OK: main cleans up in pthread_exit(), and wakes who waits */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static sem_t sem;
static int done;
static void tell(void *unused) {
  (void)unused;
  pthread_mutex_lock(&lock);
  done = 1;
  if (1) pthread_cond_signal(&cond);
  pthread_mutex_unlock(&lock);
}
static void *work(void *arg) {
  pthread_mutex_lock(&lock);
  sem_post(&sem);
  while (!done) pthread_cond_wait(&cond, &lock);
  printf("told\n");
  pthread_mutex_unlock(&lock);
  return arg;
}

int main(void) {
  pthread_t t;
  sem_init(&sem, 0, 0);
  pthread_create(&t, NULL, work, NULL);
  sem_wait(&sem);
  pthread_cleanup_push(tell, NULL);
  pthread_exit(NULL);
  pthread_cleanup_pop(1);
}
