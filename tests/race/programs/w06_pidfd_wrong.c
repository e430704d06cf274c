#define _GNU_SOURCE
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096);
  pid_t child = fork();
  if (!child) {
    *x = 42;
    _exit(0);
  }
  struct pollfd p = {pidfd_open(child, 0), POLLIN, 0};
  printf("%d\n", *x);
  poll(&p, 1, -1);
  
  wait(NULL);
}
