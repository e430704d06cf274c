/* v22_bits_of_one_byte -- RACE: two threads set different bits of one byte */
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

static unsigned char done;
static void *work(void *arg) {
  done |= 1 << (long)arg;
  return NULL;
}

int main(void) {
  pthread_t a, b;
  pthread_create(&a, NULL, work, (void *)0L);
  pthread_create(&b, NULL, work, (void *)5L);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  printf("%d\n", done);
}
