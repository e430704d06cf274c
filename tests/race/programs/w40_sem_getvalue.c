#define _GNU_SOURCE
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  struct all { sem_t s; int x; } *s = SHARED(4096);
  int *x = &s->x, value;
  sem_init(&s->s, 1, 0);
  if (!fork()) {
    *x = 42;
    sem_post(&s->s);
    
    _exit(0);
  }
  do
    sem_getvalue(&s->s, &value);
  while (value == 0);
  printf("%d\n", *x);
  wait(NULL);
}
