#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096), p[2], n = 0;
  pipe(p);
  if (!fork()) {
    *x = 42;
    write(p[1], "x", 1);
    
    _exit(0);
  }
  while (ioctl(p[0], FIONREAD, &n) == 0 && n == 0)
    sched_yield();
  printf("%d\n", *x);
  wait(NULL);
}
