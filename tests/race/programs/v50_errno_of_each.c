/* v50_errno_of_each -- OK: errno is each thread's own */
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

static void *work(void *arg) {
  long wrong = 0;
  for (int i = 0; i < 3; i++) {
    errno = 0;
    if (arg) close(-1); else open("/no/such/file", O_RDONLY);
    wrong += errno != (arg ? EBADF : ENOENT);
  }
  return (void *)wrong;
}

int main(void) {
  pthread_t a, b;
  void *x, *y;
  pthread_create(&a, NULL, work, NULL);
  pthread_create(&b, NULL, work, "");
  pthread_join(a, &x);
  pthread_join(b, &y);
  printf("%ld\n", (long)x + (long)y);
}
