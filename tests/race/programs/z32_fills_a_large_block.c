/* z32_fills_a_large_block -- LIMIT: a block of which not all is looked at */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

enum { BYTES = 17 << 20 };
int main(void) {
  char *block = SHARED(BYTES);
  if (fork() == 0) { memset(block, 1, BYTES); _exit(0); }
  wait(NULL);
  puts("done");
}
