#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *x = SHARED(4096), p[2], e = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN};
  pipe(p);
  epoll_ctl(e, EPOLL_CTL_ADD, p[0], &event);
  if (!fork()) {
    
    write(p[1], "x", 1);
    *x = 42;
    _exit(0);
  }
  epoll_wait(e, &event, 1, -1);
  printf("%d\n", *x);
  wait(NULL);
}
