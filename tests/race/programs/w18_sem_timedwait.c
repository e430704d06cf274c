#define _GNU_SOURCE
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  struct all { sem_t s; int x; } *s = SHARED(4096);
  int *x = &s->x;
  sem_init(&s->s, 1, 0);
  if (!fork()) {
    *x = 42;
    sem_post(&s->s);
    
    _exit(0);
  }
  struct timespec until;
  do {
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 5;
  } while (sem_timedwait(&s->s, &until) < 0);
  printf("%d\n", *x);
  wait(NULL);
}
