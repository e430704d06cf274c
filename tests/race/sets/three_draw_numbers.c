/* three_draw_numbers -- each draws one of three numbers */
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
  struct { atomic_int next; int drawn[3]; } *s = SHARED(4096);
  for (int k = 0; k < 3; k++)
    if (fork() == 0) {
      s->drawn[k] = ++s->next;
      _exit(0);
    }
  while (wait(NULL) > 0) ;
  printf("%d%d%d\n", s->drawn[0], s->drawn[1], s->drawn[2]);
}
