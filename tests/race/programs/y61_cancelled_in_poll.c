/* y61_cancelled_in_poll -- OK: who is cancelled in poll() tells when it cleans up */
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static sem_t sem;
static int count, done;
static int fd[2];
static void gone(void *unused) {
  (void)unused;
  pthread_mutex_lock(&lock);
  done = 1;
  pthread_cond_signal(&cond);
  pthread_mutex_unlock(&lock);
}
static void *work(void *arg) {
  pthread_cleanup_push(gone, NULL);
  for (;;) { struct pollfd p = {fd[0], POLLIN, 0}; poll(&p, 1, -1); }
  pthread_cleanup_pop(1);
  return arg;
}

int main(void) {
  pthread_t t;
  void *how;
  sem_init(&sem, 0, 0);
  pipe(fd);
  pthread_create(&t, NULL, work, NULL);
  sched_yield();
  pthread_mutex_lock(&lock);
  count++;
  pthread_mutex_unlock(&lock);
  pthread_cancel(t);
  pthread_mutex_lock(&lock);
  while (!done) pthread_cond_wait(&cond, &lock);
  pthread_mutex_unlock(&lock);
  pthread_join(t, &how);
  printf("%d\n", how == PTHREAD_CANCELED);
}
