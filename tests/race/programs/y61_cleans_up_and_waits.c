/* y61_cleans_up_and_waits -- OK: who is cancelled waits when it cleans up */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

static sem_t ready, go;
static int x;
static void clean(void *unused) { (void)unused; while (sem_wait(&go) < 0); x++; }
static void *work(void *arg) {
  pthread_cleanup_push(clean, NULL);
  sem_post(&ready);
  for (;;) pause();
  pthread_cleanup_pop(1);
  return arg;
}

int main(void) {
  pthread_t t;
  sem_init(&ready, 0, 0);
  sem_init(&go, 0, 0);
  pthread_create(&t, NULL, work, NULL);
  sem_wait(&ready);
  pthread_cancel(t);
  x = 10;
  sem_post(&go);
  pthread_join(t, NULL);
  printf("%d\n", x);
}
