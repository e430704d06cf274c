/* z26_calls_in_many_orders -- LIMIT: more different stacks than are told apart */
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
  if (depth == 0) { cell[at++] = 1; return; }
  go(depth - 1);
  go(depth - 1);
}
int main(void) {
  cell = SHARED(1 << 17);
  if (fork() == 0) { go(15); _exit(0); }
  wait(NULL);
  printf("%d\n", cell[0]);
}
