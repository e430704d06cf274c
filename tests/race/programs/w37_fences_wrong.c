#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

static atomic_int flag;
static int x;
static void *work(void *p) {
  x = 42;
  
  atomic_store_explicit(&flag, 1, memory_order_relaxed);
  return p;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  while (!atomic_load_explicit(&flag, memory_order_relaxed))
    sched_yield();
  atomic_thread_fence(memory_order_acquire);
  printf("%d\n", x);
  pthread_join(t, NULL);
}
