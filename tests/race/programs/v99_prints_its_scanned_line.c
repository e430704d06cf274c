/* v99_prints_its_scanned_line -- OK: each thread scans and prints what is its own */
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
  char name[16];
  int n = 0;
  double d = 0;
  long got = sscanf(arg, "%15s %d %lf", name, &n, &d);
  return (void *)(got + n + (long)d + (long)strlen(strstr(name, "a")));
}

int main(void) {
  pthread_t a, b;
  void *x, *y;
  char one[] = "ada 3 2.5", two[] = "grace 40 1e2";
  pthread_create(&a, NULL, work, one);
  pthread_create(&b, NULL, work, two);
  pthread_join(a, &x);
  pthread_join(b, &y);
  printf("%ld %ld\n", (long)x, (long)y);
}
