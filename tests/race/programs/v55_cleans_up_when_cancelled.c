/* v55_cleans_up_when_cancelled -- OK: a cancelled thread gives its lock back */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static int waiting, cleaned;
static void clean(void *arg) {
  cleaned++;
  pthread_mutex_unlock(arg);
}
static void *work(void *arg) {
  pthread_mutex_lock(&lock);
  pthread_cleanup_push(clean, &lock);
  waiting = 1;
  for (;;) pthread_cond_wait(&cond, &lock);
  pthread_cleanup_pop(1);
  return arg;
}

int main(void) {
  pthread_t t;
  void *how;
  pthread_create(&t, NULL, work, NULL);
  pthread_cancel(t);
  pthread_join(t, &how);
  pthread_mutex_lock(&lock);
  printf("%d %d\n", how == PTHREAD_CANCELED, cleaned == waiting);
  pthread_mutex_unlock(&lock);
}
