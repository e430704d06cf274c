/* store_buffers -- seq_cst: both cannot have read before both wrote */
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

static atomic_int x, y;
static int a, b;
static void *one(void *arg) {
  x = 1;
  a = y;
  return arg;
}
static void *two(void *arg) {
  y = 1;
  b = x;
  return arg;
}

int main(void) {
  pthread_t s, t;
  pthread_create(&s, NULL, one, NULL);
  pthread_create(&t, NULL, two, NULL);
  pthread_join(s, NULL);
  pthread_join(t, NULL);
  printf("%d%d\n", a, b);
}
