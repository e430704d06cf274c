/* predicate_before_the_wait -- a predicate under the mutex cannot miss its signal */
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
static int value;
static void *work(void *arg) {
  pthread_mutex_lock(&lock);
  value = 7;
  pthread_cond_signal(&cond);
  pthread_mutex_unlock(&lock);
  return arg;
}

int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  pthread_mutex_lock(&lock);
  while (!value) pthread_cond_wait(&cond, &lock);
  printf("%d\n", value);
  pthread_mutex_unlock(&lock);
  pthread_join(t, NULL);
}
