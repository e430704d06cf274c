#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096), a[2], f = open("data", O_CREAT | O_RDWR | O_TRUNC, 0600);
  char c;
  write(f, "x", 1);
  pipe(a);
  if (!fork()) {
    off_t at = 0;
    
    sendfile(a[1], f, &at, 1);
    *x = 42;
    _exit(0);
  }
  read(a[0], &c, 1);
  printf("%d\n", *x);
  wait(NULL);
  unlink("data");
}
