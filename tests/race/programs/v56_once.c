/* v56_once -- OK: pthread_once orders what it does before all that come after */
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

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int *table;
static void make(void) {
  table = calloc(4, sizeof *table);
  table[2] = 9;
}
static void *work(void *arg) {
  pthread_once(&once, make);
  return (void *)(long)table[2];
}

int main(void) {
  pthread_t t[3];
  long sum = 0;
  for (int k = 0; k < 3; k++) pthread_create(&t[k], NULL, work, NULL);
  for (int k = 0; k < 3; k++) {
    void *got;
    pthread_join(t[k], &got);
    sum += (long)got;
  }
  printf("%ld\n", sum);
}
