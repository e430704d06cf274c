/* z27_calls_in_many_orders_under_locks -- LIMIT: more different stacks with locks than are told apart */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static volatile int *cell; static unsigned at;
static void go(int depth) {
  if (depth == 0) { cell[at++ % 8192] = 1; return; }
  go(depth - 1);
  go(depth - 1);
}
int main(void) {
  static pthread_mutex_t lock[9];
  cell = SHARED(1 << 15);
  for (int i = 0; i < 9; i++) {
    pthread_mutex_init(&lock[i], NULL);
    pthread_mutex_lock(&lock[i]); go(13); pthread_mutex_unlock(&lock[i]);
  }
  printf("%d\n", cell[0]);
}
