/* v08_seqlock -- OK: atomic data, fences as in Boehm 2012 */
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

struct area { atomic_uint sequence; atomic_int a, b; };

int main(void) {
  struct area *s = SHARED(sizeof *s);
  if (fork() == 0) {
    for (int i = 1; i <= 3; i++) {
      unsigned n = atomic_load_explicit(&s->sequence, memory_order_relaxed);
      atomic_store_explicit(&s->sequence, n + 1, memory_order_relaxed);
      atomic_thread_fence(memory_order_release);
      atomic_store_explicit(&s->a, i, memory_order_relaxed);
      atomic_store_explicit(&s->b, -i, memory_order_relaxed);
      atomic_store_explicit(&s->sequence, n + 2, memory_order_release);
    }
    _exit(0);
  }
  unsigned before, after;
  int a, b;
  do {
    before = atomic_load_explicit(&s->sequence, memory_order_acquire);
    a = atomic_load_explicit(&s->a, memory_order_relaxed);
    b = atomic_load_explicit(&s->b, memory_order_relaxed);
    atomic_thread_fence(memory_order_acquire);
    after = atomic_load_explicit(&s->sequence, memory_order_relaxed);
  } while (before != after || before & 1);
  wait(NULL);
  printf("sum %d\n", a + b);
}
