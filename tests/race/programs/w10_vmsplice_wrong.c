#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096), a[2];
  static char c = 'x';
  struct iovec v = {&c, 1};
  pipe(a);
  if (!fork()) {
    
    vmsplice(a[1], &v, 1, 0);
    *x = 42;
    _exit(0);
  }
  read(a[0], &c, 1);
  printf("%d\n", *x);
  wait(NULL);
}
