/* v11_ticket_lock_volatile -- RACE: who is served is a volatile number, which orders nothing */
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

struct area { atomic_uint next; volatile unsigned serving; int count; };

int main(void) {
  struct area *s = SHARED(sizeof *s);
  for (int k = 0; k < 3; k++)
    if (fork() == 0) {
      for (int i = 0; i < 4; i++) {
        unsigned mine = atomic_fetch_add(&s->next, 1);
        while (s->serving != mine) ;
        s->count++;
        s->serving = mine + 1;
      }
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  printf("%d\n", s->count);
}
