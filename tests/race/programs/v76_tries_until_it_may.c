/* v76_tries_until_it_may -- OK: sem_trywait, sem_timedwait, pthread_mutex_timedlock and pthread_timedjoin_np order like their patient brothers */
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
#include <sched.h>
#include <time.h>

static sem_t first, second;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int a, b, c, d;
static void *work(void *arg) {
  a = 1;
  sem_post(&first);
  b = 2;
  sem_post(&second);
  pthread_mutex_lock(&lock);
  c++;
  pthread_mutex_unlock(&lock);
  d = 4;
  return arg;
}

int main(void) {
  pthread_t t;
  struct timespec far = {4000000000, 0};
  sem_init(&first, 0, 0);
  sem_init(&second, 0, 0);
  pthread_create(&t, NULL, work, NULL);
  while (sem_trywait(&first) < 0) sched_yield();
  int sum = a;
  while (sem_timedwait(&second, &far) < 0) ;
  sum += b;
  while (pthread_mutex_timedlock(&lock, &far) != 0) ;
  c++;
  pthread_mutex_unlock(&lock);
  while (pthread_timedjoin_np(t, NULL, &far) != 0) ;
  printf("%d %d %d\n", sum, c, d);
}
