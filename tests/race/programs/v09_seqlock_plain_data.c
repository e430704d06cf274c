/* v09_seqlock_plain_data -- RACE: the data are plain: C11 knows no excuse for reading them meanwhile */
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

struct area { atomic_uint sequence; int a, b; };

int main(void) {
  struct area *s = SHARED(sizeof *s);
  if (fork() == 0) {
    for (int i = 1; i <= 3; i++) {
      atomic_fetch_add(&s->sequence, 1);
      s->a = i;
      s->b = -i;
      atomic_fetch_add(&s->sequence, 1);
    }
    _exit(0);
  }
  unsigned before, after;
  int a, b;
  do {
    before = atomic_load(&s->sequence);
    a = s->a;
    b = s->b;
    after = atomic_load(&s->sequence);
  } while (before != after || before & 1);
  wait(NULL);
  printf("sum %d\n", a + b);
}
