/* y61_cancelled_in_fread -- OK: who is cancelled in fread() gives the stream's lock back, or exit() would wait for it */
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
  for (;;) { char c; FILE *f = fdopen(fd[0], "r"); fread(&c, 1, 1, f); }
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
