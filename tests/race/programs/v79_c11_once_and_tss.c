/* v79_c11_once_and_tss -- OK: call_once, a timed mutex and thread-specific storage of C11 */
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
#include <threads.h>
#include <time.h>

static once_flag once = ONCE_FLAG_INIT;
static mtx_t lock;
static tss_t key;
static int made, count;
static void make(void) {
  made = 3;
  mtx_init(&lock, mtx_timed);
  tss_create(&key, NULL);
}
static int work(void *arg) {
  call_once(&once, make);
  tss_set(key, arg);
  struct timespec far = {4000000000, 0};
  while (mtx_timedlock(&lock, &far) != thrd_success) ;
  count += made;
  mtx_unlock(&lock);
  return tss_get(key) == arg;
}

int main(void) {
  thrd_t a, b;
  int x, y;
  thrd_create(&a, work, "a");
  thrd_create(&b, work, "b");
  thrd_join(a, &x);
  thrd_join(b, &y);
  printf("%d %d %d\n", count, x, y);
}
