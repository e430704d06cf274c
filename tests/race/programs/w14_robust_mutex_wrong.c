#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  struct all { pthread_mutex_t m; int x; } *s = SHARED(4096);
  pthread_mutexattr_t a;
  pthread_mutexattr_init(&a);
  pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
  pthread_mutex_init(&s->m, &a);
  if (!fork()) {
    pthread_mutex_lock(&s->m);
    s->x++;
    _exit(0); /* and holds it */
  }
  if (!fork()) {
    if (pthread_mutex_lock(&s->m) == EOWNERDEAD)
      pthread_mutex_consistent(&s->m);
    s->x++;
    pthread_mutex_unlock(&s->m);
    s->x++;
    _exit(0);
  }
  while (wait(NULL) > 0)
    ;
  printf("%d\n", s->x);
}
