/* y61_cancelled_while_it_computes -- OK: who computes for ever lets itself be cancelled anywhere */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static volatile int turns;
static void *work(void *arg) {
  int old;
  pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &old);
  for (;;) turns = (turns + 1) % 1000;
  return arg;
}

int main(void) {
  pthread_t t;
  void *how;
  pthread_create(&t, NULL, work, NULL);
  usleep(1000);
  pthread_cancel(t);
  pthread_join(t, &how);
  printf("%d\n", how == PTHREAD_CANCELED);
}
