/* two_counters_in_opposite_order -- an update of each can be lost, but not of both: their spans cannot both overlap */
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

static int a, b;
static void *forth(void *arg) {
  a++;
  b++;
  return arg;
}
static void *back(void *arg) {
  b++;
  a++;
  return arg;
}

int main(void) {
  pthread_t s, t;
  pthread_create(&s, NULL, forth, NULL);
  pthread_create(&t, NULL, back, NULL);
  pthread_join(s, NULL);
  pthread_join(t, NULL);
  printf("%d%d\n", a, b);
}
