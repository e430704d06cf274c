/* y61_cancelled_in_waitpid -- OK: who is cancelled in waitpid() tells when it cleans up */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static sem_t sem;
static int count, done;
static int fd[2], id;
static void gone(void *unused) {
  (void)unused;
  pthread_mutex_lock(&lock);
  done = 1;
  pthread_cond_signal(&cond);
  pthread_mutex_unlock(&lock);
}
static void *work(void *arg) {
  pthread_cleanup_push(gone, NULL);
  for (;;) { waitpid(id, NULL, 0); }
  pthread_cleanup_pop(1);
  return arg;
}

int main(void) {
  pthread_t t;
  void *how;
  sem_init(&sem, 0, 0);
  pipe(fd); id = fork(); if (id == 0) { char c; close(fd[1]); read(fd[0], &c, 1); _exit(0); };
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
