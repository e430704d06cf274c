/* v90_join_in_another_order -- OK: results are read only after the join of whose they are */
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

static int result[4];
static void *work(void *arg) {
  long k = (long)arg;
  for (int i = 0; i < k + 2; i++) result[k] += i;
  return &result[k];
}

int main(void) {
  pthread_t t[4];
  int sum = 0;
  for (long k = 0; k < 4; k++) pthread_create(&t[k], NULL, work, (void *)k);
  for (int k = 3; k >= 0; k--) {
    void *got;
    pthread_join(t[k], &got);
    sum += *(int *)got;
  }
  printf("%d\n", sum);
}
