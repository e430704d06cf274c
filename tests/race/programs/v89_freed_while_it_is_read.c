/* v89_freed_while_it_is_read -- RACE: one thread frees what the other reads */
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

static int *data;
static void *work(void *arg) { return (void *)(long)data[0]; }

int main(void) {
  pthread_t t;
  data = calloc(4, sizeof *data);
  pthread_create(&t, NULL, work, NULL);
  free(data);
  pthread_join(t, NULL);
  puts("done");
}
