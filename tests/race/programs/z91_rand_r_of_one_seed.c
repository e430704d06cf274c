/* z91_rand_r_of_one_seed -- RACE: one seed for both */
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
#include <time.h>

static unsigned seed = 1;

static void *work(void *arg) {
  return (void *)(long)(rand_r(&seed) % 6);
}

int main(void) {
  pthread_t a, b;
  pthread_create(&a, NULL, work, (void *)0L);
  pthread_create(&b, NULL, work, (void *)1000000000L);
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  puts("done");
}
