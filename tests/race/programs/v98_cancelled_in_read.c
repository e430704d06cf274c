/* v98_cancelled_in_read -- OK: a thread that waits in read and in sem_wait is cancelled, then joined */
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

static int fd[2], value;
static sem_t never;
static void *reader(void *arg) {
  char c;
  while (read(fd[0], &c, 1) == 1) ;
  return arg;
}
static void *waiter(void *arg) {
  value = 3;
  sem_wait(&never);
  return arg;
}

int main(void) {
  pthread_t a, b;
  void *how[2];
  pipe(fd);
  sem_init(&never, 0, 0);
  pthread_create(&a, NULL, reader, NULL);
  pthread_create(&b, NULL, waiter, NULL);
  write(fd[1], "xy", 2);
  pthread_cancel(a);
  pthread_cancel(b);
  pthread_join(a, &how[0]);
  pthread_join(b, &how[1]);
  printf("%d %d %d\n", how[0] == PTHREAD_CANCELED, how[1] == PTHREAD_CANCELED, value == 3 || value == 0);
}
