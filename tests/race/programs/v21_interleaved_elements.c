/* v21_interleaved_elements -- OK: each thread has every third element */
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

static int squares[30];
static void *fill(void *arg) {
  for (long i = (long)arg; i < 30; i += 3) squares[i] = i * i;
  return NULL;
}

int main(void) {
  pthread_t t[3];
  long sum = 0;
  for (long k = 0; k < 3; k++) pthread_create(&t[k], NULL, fill, (void *)k);
  for (int k = 0; k < 3; k++) pthread_join(t[k], NULL);
  for (int i = 0; i < 30; i++) sum += squares[i];
  printf("%ld\n", sum);
}
