/* v80_atomic_struct -- OK: a struct of eight bytes, loaded and stored whole */
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

struct point { int x, y; };
static _Atomic struct point place;
static void *work(void *arg) {
  for (int i = 1; i <= 3; i++) atomic_store(&place, ((struct point){i, -i}));
  return arg;
}

int main(void) {
  pthread_t t;
  int wrong = 0;
  pthread_create(&t, NULL, work, NULL);
  for (int i = 0; i < 3; i++) {
    struct point p = atomic_load(&place);
    wrong += p.x + p.y != 0;
  }
  pthread_join(t, NULL);
  printf("%d\n", wrong);
}
