#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096), s[2];
  char c;
  socketpair(AF_UNIX, SOCK_STREAM, 0, s);
  if (!fork()) {
    *x = 42;
    shutdown(s[1], SHUT_WR);
    
    read(s[1], &c, 1);
    _exit(0);
  }
  read(s[0], &c, 1);
  printf("%d\n", *x);
  write(s[0], "x", 1);
  wait(NULL);
}
