/* v27_argument_of_a_dead_frame -- RACE: the variable's function has returned, its place is used again */
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

static int got;
static void *work(void *arg) {
  got = *(int *)arg;
  return NULL;
}

static pthread_t start(int number) {
  pthread_t t;
  int copy[64] = {number};
  pthread_create(&t, NULL, work, copy);
  return t;
}

static int other(void) {
  int numbers[64];
  for (int i = 0; i < 64; i++) numbers[i] = -1;
  int *p = numbers, sum = 0;
  for (int i = 0; i < 64; i++) sum += p[i];
  return sum;
}

int main(void) {
  pthread_t t = start(7);
  int sum = other();
  pthread_join(t, NULL);
  printf("%d\n", sum);
}
