#define _GNU_SOURCE
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096), p[2];
  pipe(p);
  if (!fork()) {
    
    write(p[1], "x", 1);
    *x = 42;
    _exit(0);
  }
  struct pollfd wanted = {p[0], POLLIN, 0};
  poll(&wanted, 1, -1); /* that something is there says enough */
  printf("%d\n", *x);
  wait(NULL);
}
