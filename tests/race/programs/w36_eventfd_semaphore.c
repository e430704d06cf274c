#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096), e = eventfd(0, EFD_SEMAPHORE);
  unsigned long one = 1;
  if (!fork()) {
    *x = 42;
    write(e, &one, sizeof one);
    
    _exit(0);
  }
  read(e, &one, sizeof one);
  printf("%d\n", *x);
  wait(NULL);
}
