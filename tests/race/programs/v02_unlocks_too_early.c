/* v02_unlocks_too_early -- RACE: the write back stands behind the unlock */
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
static long balance = 100;

static void *pay(void *arg) {
  long amount = (long)arg;
  pthread_mutex_lock(&lock);
  long seen = balance;
  pthread_mutex_unlock(&lock);
  balance = seen + amount;
  return NULL;
}

int main(void) {
  pthread_t a, b;
  pthread_create(&a, NULL, pay, (void *)10L);
  pthread_create(&b, NULL, pay, (void *)-30L);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  printf("balance %ld\n", balance);
}
