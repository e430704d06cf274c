/* v26_detached_and_posted -- OK: a semaphore says when the detached thread is done */
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

static int answer;
static sem_t done;
static void *work(void *arg) {
  answer = 42;
  sem_post(&done);
  return arg;
}

int main(void) {
  pthread_attr_t attr;
  pthread_t t;
  sem_init(&done, 0, 0);
  pthread_attr_init(&attr);
  pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
  pthread_create(&t, &attr, work, NULL);
  sem_wait(&done);
  printf("%d\n", answer);
}
