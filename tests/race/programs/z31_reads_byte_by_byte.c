/* z31_reads_byte_by_byte -- LIMIT: more accesses than are remembered: each byte of much memory by itself */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

enum { BYTES = 600000 };
int main(void) {
  volatile char *text = SHARED(BYTES);
  int sum = 0;
  if (fork() == 0) {
    for (int i = 0; i < BYTES; i++) sum += text[i];
    _exit(sum);
  }
  wait(NULL);
  puts("done");
}
