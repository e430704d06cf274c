/* v82_old_builtins -- OK: __sync and __atomic, as in code from before C11 */
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

static int lock, count;
static long total;
static void *work(void *arg) {
  for (int i = 0; i < 3; i++) {
    while (__sync_lock_test_and_set(&lock, 1)) ;
    count++;
    __sync_lock_release(&lock);
    __sync_fetch_and_add(&total, 2);
    __atomic_add_fetch(&total, 1, __ATOMIC_SEQ_CST);
  }
  return arg;
}

int main(void) {
  pthread_t a, b;
  pthread_create(&a, NULL, work, NULL);
  pthread_create(&b, NULL, work, NULL);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  printf("%d %ld\n", count, total);
}
