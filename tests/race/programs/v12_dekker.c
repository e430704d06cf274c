/* v12_dekker -- OK: Dekker's algorithm, sequentially consistent */
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

#define LOAD(at) atomic_load(at)
#define STORE(at, v) atomic_store(at, v)

static atomic_int wants[2], turn;
static int count;

static void *work(void *arg) {
  int me = arg != NULL, other = !me;
  for (int i = 0; i < 4; i++) {
    STORE(&wants[me], 1);
    while (LOAD(&wants[other]))
      if (LOAD(&turn) != me) {
        STORE(&wants[me], 0);
        while (LOAD(&turn) != me) ;
        STORE(&wants[me], 1);
      }
    count++;
    STORE(&turn, other);
    STORE(&wants[me], 0);
  }
  return NULL;
}

int main(void) {
  pthread_t a, b;
  pthread_create(&a, NULL, work, NULL);
  pthread_create(&b, NULL, work, "");
  pthread_join(a, NULL);
  pthread_join(b, NULL);
  printf("%d\n", count);
}
