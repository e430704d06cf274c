/* v14_ring_acquire_release -- OK: one producer, one consumer, released and acquired */
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

#define ACQUIRE memory_order_acquire
#define RELEASE memory_order_release

#define ROOM 2
struct ring { atomic_uint head, tail; int item[ROOM]; };

int main(void) {
  struct ring *r = SHARED(sizeof *r);
  if (fork() == 0) {
    for (int i = 1; i <= 5; i++) {
      unsigned tail = atomic_load_explicit(&r->tail, memory_order_relaxed);
      while (tail - atomic_load_explicit(&r->head, ACQUIRE) == ROOM) ;
      r->item[tail % ROOM] = i;
      atomic_store_explicit(&r->tail, tail + 1, RELEASE);
    }
    _exit(0);
  }
  int sum = 0;
  for (int i = 1; i <= 5; i++) {
    unsigned head = atomic_load_explicit(&r->head, memory_order_relaxed);
    while (atomic_load_explicit(&r->tail, ACQUIRE) == head) ;
    sum = sum * 10 + r->item[head % ROOM];
    atomic_store_explicit(&r->head, head + 1, RELEASE);
  }
  wait(NULL);
  printf("%d\n", sum);
}
