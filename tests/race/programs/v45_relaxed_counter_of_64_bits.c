/* v45_relaxed_counter_of_64_bits -- OK: relaxed is enough to count, and the join orders the last look */
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

static _Atomic uint64_t count = UINT64_C(1) << 40;
static void *work(void *arg) {
  for (int i = 0; i < 5; i++) atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
  return arg;
}

int main(void) {
  pthread_t t[3];
  for (int k = 0; k < 3; k++) pthread_create(&t[k], NULL, work, NULL);
  for (int k = 0; k < 3; k++) pthread_join(t[k], NULL);
  printf("%llu\n", (unsigned long long)count);
}
