/* v39_phases_in_place -- RACE: one barrier a round is not enough where the array is changed in place */
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

static pthread_barrier_t barrier;
static int cells[2][6];
static void *work(void *arg) {
  int k = (int)(long)arg;
  for (int round = 0; round < 3; round++) {
    int *old = cells[round % 2], *new = cells[round % 2];
    for (int i = 2 * k; i < 2 * k + 2; i++) new[i] = old[(i + 5) % 6] + old[(i + 1) % 6];
    pthread_barrier_wait(&barrier);
  }
  return NULL;
}

int main(void) {
  pthread_t t[3];
  cells[0][0] = 1;
  pthread_barrier_init(&barrier, NULL, 3);
  for (long k = 0; k < 3; k++) pthread_create(&t[k], NULL, work, (void *)k);
  for (int k = 0; k < 3; k++) pthread_join(t[k], NULL);
  for (int i = 0; i < 6; i++) printf("%d ", cells[0][i]);
  puts("");
}
