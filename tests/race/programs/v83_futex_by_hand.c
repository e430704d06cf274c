/* v83_futex_by_hand -- OK: Drepper's second mutex, on the futex call itself */
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
#include <linux/futex.h>
#include <sys/syscall.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

struct area { atomic_int lock; int count; };

static void lock(atomic_int *l) {
  int c = 0;
  if (atomic_compare_exchange_strong(l, &c, 1)) return;
  if (c != 2) c = atomic_exchange(l, 2);
  while (c != 0) {
    syscall(SYS_futex, l, FUTEX_WAIT, 2, NULL, NULL, 0);
    c = atomic_exchange(l, 2);
  }
}
static void unlock(atomic_int *l) {
  if (atomic_fetch_sub(l, 1) != 1) {
    atomic_store(l, 0);
    syscall(SYS_futex, l, FUTEX_WAKE, 1, NULL, NULL, 0);
  }
}

int main(void) {
  struct area *a = SHARED(sizeof *a);
  for (int k = 0; k < 3; k++)
    if (fork() == 0) {
      for (int i = 0; i < 3; i++) {
        lock(&a->lock);
        a->count++;
        unlock(&a->lock);
      }
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  printf("%d\n", a->count);
}
