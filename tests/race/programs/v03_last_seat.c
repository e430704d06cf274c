/* v03_last_seat -- LOST: look and take are two atomic steps: the last seat is sold twice */
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

int main(void) {
  struct { atomic_int seats, sold; } *s = SHARED(4096);
  s->seats = 1;
  for (int k = 0; k < 2; k++)
    if (fork() == 0) {
      if (atomic_load(&s->seats) > 0) {
        atomic_fetch_sub(&s->seats, 1);
        atomic_fetch_add(&s->sold, 1);
      }
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  printf("sold %d\n", s->sold);
}
