/* joins_without_waiting.c -- whether the other thread has ended already when main looks. */
#define _GNU_SOURCE
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static sem_t go;
static void *work(void *arg) { sem_wait(&go); return arg; }

int main(void) {
  pthread_t t;
  sem_init(&go, 0, 0);
  pthread_create(&t, NULL, work, NULL);
  sem_post(&go);
  int code = pthread_tryjoin_np(t, NULL);
  if (code) pthread_join(t, NULL);
  printf("%d\n", code == 0);
}
