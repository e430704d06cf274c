/* v58_does_not_ask_trylock -- RACE: it goes on whether or not it got the lock */
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
static int count;
static void *work(void *arg) {
  int got = pthread_mutex_trylock(&lock);
  count++;
  if (got == 0) pthread_mutex_unlock(&lock);
  return arg;
}

int main(void) {
  pthread_t t[2];
  for (int k = 0; k < 2; k++) pthread_create(&t[k], NULL, work, NULL);
  for (int k = 0; k < 2; k++) pthread_join(t[k], NULL);
  printf("%d\n", count);
}
