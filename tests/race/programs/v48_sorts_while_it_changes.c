/* v48_sorts_while_it_changes -- RACE: the child writes where the parent sorts */
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
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static int by_size(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

int main(void) {
  int *numbers = SHARED(4096);
  for (int i = 0; i < 6; i++) numbers[i] = (i * 5) % 6;
  if (fork() == 0) {
    numbers[3] = 9;
    _exit(0);
  }
  qsort(numbers, 6, sizeof *numbers, by_size);
  wait(NULL);
  printf("%d\n", numbers[0]);
}
