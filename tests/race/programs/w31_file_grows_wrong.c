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
  int *x = SHARED(4096), f = open("log", O_CREAT | O_RDWR | O_TRUNC, 0600);
  char c;
  if (!fork()) {
    
    pwrite(f, "x", 1, 0);
    *x = 42;
    _exit(0);
  }
  while (pread(f, &c, 1, 0) != 1)
    usleep(1000);
  printf("%d\n", *x);
  wait(NULL);
  unlink("log");
}
