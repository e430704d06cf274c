/* z30_races_in_many_places -- LIMIT: more races than are told */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static volatile int *cell; static int at;
static void go(int depth) {
  if (depth == 0) { cell[at++]++; return; }
  go(depth - 1);
  go(depth - 1);
}
int main(void) {
  cell = SHARED(4096);
  for (int i = 0; i < 2; i++) if (fork() == 0) { go(9); _exit(0); }
  while (wait(NULL) > 0) ;
  puts("done");
}
