#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096), p[2];
  char c;
  pipe(p);
  if (!fork()) {
    *x = 42;
    close_range((unsigned)p[0], ~0U, 0);
    
    _exit(0);
  }
  close(p[1]);
  read(p[0], &c, 1);
  printf("%d\n", *x);
  wait(NULL);
}
