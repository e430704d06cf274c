/* v36_waits_with_while -- OK: who wakes looks again */
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
static int items, lowest;

static void *consumer(void *arg) {
  pthread_mutex_lock(&lock);
  while (items == 0) pthread_cond_wait(&cond, &lock);
  items--;
  if (items < lowest) lowest = items;
  pthread_mutex_unlock(&lock);
  return arg;
}
static void *producer(void *arg) {
  for (int i = 0; i < 2; i++) {
    pthread_mutex_lock(&lock);
    items++;
    pthread_cond_broadcast(&cond);
    pthread_mutex_unlock(&lock);
  }
  return arg;
}

int main(void) {
  pthread_t t[3];
  pthread_create(&t[0], NULL, consumer, NULL);
  pthread_create(&t[1], NULL, consumer, NULL);
  pthread_create(&t[2], NULL, producer, NULL);
  for (int k = 0; k < 3; k++) pthread_join(t[k], NULL);
  printf("never below %d\n", lowest);
}
