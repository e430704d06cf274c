#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096), a[2], b[2];
  char c;
  pipe(a);
  pipe(b);
  if (!fork()) {
    tee(a[0], b[1], 1, 0);
    _exit(0);
  }
  if (!fork()) {
    
    write(a[1], "x", 1);
    *x = 42;
    _exit(0);
  }
  read(b[0], &c, 1);
  printf("%d\n", *x);
  while (wait(NULL) > 0)
    ;
}
