/* v33_readers_and_a_writer -- OK: each access under the lock, of the right kind */
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

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int table[4];
static void *writer(void *arg) {
  for (int i = 0; i < 4; i++) {
    pthread_rwlock_wrlock(&lock);
    table[i] = i + 1;
    pthread_rwlock_unlock(&lock);
  }
  return arg;
}
static void *reader(void *arg) {
  long sum = 0;
  for (int i = 0; i < 4; i++) {
    pthread_rwlock_rdlock(&lock);
    sum += table[i];
    pthread_rwlock_unlock(&lock);
  }
  return (void *)(sum >= 0 && sum <= 10 ? 1L : 0L);
}

int main(void) {
  pthread_t w, r[2];
  void *fine[2];
  pthread_create(&r[0], NULL, reader, NULL);
  pthread_create(&w, NULL, writer, NULL);
  pthread_create(&r[1], NULL, reader, NULL);
  pthread_join(w, NULL);
  pthread_join(r[0], &fine[0]);
  pthread_join(r[1], &fine[1]);
  printf("%d %d\n", fine[0] != NULL, fine[1] != NULL);
}
