/* v44_adds_doubles_by_exchange -- OK: the bits of a double, compared and exchanged */
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

static double as_double(uint64_t bits) {
  double d;
  memcpy(&d, &bits, sizeof d);
  return d;
}

int main(void) {
  _Atomic uint64_t *sum = SHARED(4096);
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      for (int i = 0; i < 4; i++) {
        uint64_t old = atomic_load(sum), new;
        do {
          double d = as_double(old) + 0.25 * (k + 1);
          memcpy(&new, &d, sizeof new);
        } while (!atomic_compare_exchange_weak(sum, &old, new));
      }
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  printf("%.2f\n", as_double(*sum));
}
