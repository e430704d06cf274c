/* v05_double_checked_relaxed -- RACE: relaxed orders nothing: the fields may be read before they are written */
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

struct config { int rows, columns; };
static _Atomic(struct config *) config;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static struct config *get(void) {
  struct config *c = atomic_load_explicit(&config, memory_order_relaxed);
  if (c) return c;
  pthread_mutex_lock(&lock);
  c = atomic_load_explicit(&config, memory_order_relaxed);
  if (!c) {
    c = malloc(sizeof *c);
    c->rows = 6;
    c->columns = 7;
    atomic_store_explicit(&config, c, memory_order_relaxed);
  }
  pthread_mutex_unlock(&lock);
  return c;
}

static void *work(void *arg) {
  struct config *c = get();
  *(int *)arg = c->rows * c->columns;
  return NULL;
}

int main(void) {
  pthread_t t[3];
  int area[3];
  for (int i = 0; i < 3; i++) pthread_create(&t[i], NULL, work, &area[i]);
  for (int i = 0; i < 3; i++) pthread_join(t[i], NULL);
  printf("%d %d %d\n", area[0], area[1], area[2]);
}
