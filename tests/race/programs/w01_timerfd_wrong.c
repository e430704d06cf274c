#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096), t = timerfd_create(CLOCK_MONOTONIC, 0);
  struct itimerspec soon = {.it_value = {0, 1000000}};
  if (!fork()) {
    
    timerfd_settime(t, 0, &soon, NULL);
    *x = 42;
    _exit(0);
  }
  unsigned long n;
  read(t, &n, sizeof n);
  printf("%d\n", *x);
  wait(NULL);
}
