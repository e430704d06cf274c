/* v65_thread_local -- OK: each thread has its own */
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

static __thread int mine;
static int sums[2];
static void *work(void *arg) {
  for (int i = 0; i < 5; i++) mine += i;
  *(int *)arg = mine;
  return NULL;
}

int main(void) {
  pthread_t a, b;
  pthread_create(&a, NULL, work, &sums[0]);
  pthread_create(&b, NULL, work, &sums[1]);
  mine = 100;
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  printf("%d %d %d\n", mine, sums[0], sums[1]);
}
