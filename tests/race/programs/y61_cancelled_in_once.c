/* y61_cancelled_in_once -- OK: who is cancelled in pthread_once() leaves it to another */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static sem_t begun;
static int count;
static void init(void) {
  if (count++ == 0) {
    sem_post(&begun);
    for (;;) pause();
  }
}
static void *work(void *arg) { pthread_once(&once, init); return arg; }

int main(void) {
  pthread_t t;
  sem_init(&begun, 0, 0);
  pthread_create(&t, NULL, work, NULL);
  sem_wait(&begun);
  pthread_cancel(t);
  pthread_join(t, NULL);
  pthread_once(&once, init);
  printf("%d\n", count);
}
