/* v61_flag_cleared_relaxed -- RACE: the lock is given back without a release */
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

static atomic_flag busy = ATOMIC_FLAG_INIT;
static int count;
static void *work(void *arg) {
  for (int i = 0; i < 3; i++) {
    while (atomic_flag_test_and_set_explicit(&busy, memory_order_acquire)) ;
    count++;
    atomic_flag_clear_explicit(&busy, memory_order_relaxed);
  }
  return arg;
}

int main(void) {
  pthread_t t[2];
  for (int k = 0; k < 2; k++) pthread_create(&t[k], NULL, work, NULL);
  for (int k = 0; k < 2; k++) pthread_join(t[k], NULL);
  printf("%d\n", count);
}
