/* v24_argument_changed_later -- RACE: main gives the struct away and then writes to it */
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

struct job { int from, to, sum; };
static void *work(void *arg) {
  struct job *job = arg;
  for (int i = job->from; i < job->to; i++) job->sum += i;
  return NULL;
}

int main(void) {
  pthread_t t[2];
  struct job *job[2];
  for (int k = 0; k < 2; k++) {
    job[k] = calloc(1, sizeof *job[k]);
    pthread_create(&t[k], NULL, work, job[k]);
    job[k]->from = 10 * k;
    job[k]->to = 10 * k + 10;
  }
  int sum = 0;
  for (int k = 0; k < 2; k++) {
    pthread_join(t[k], NULL);
    sum += job[k]->sum;
  }
  printf("%d\n", sum);
}
