/* v72_epoll_of_two_pipes -- OK: what is read before it is used came through a pipe */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <sys/epoll.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *value = SHARED(4096), sum = 0;
  int e = epoll_create1(0);
  for (int k = 0; k < 2; k++) {
    int fd[2];
    pipe(fd);
    if (fork() == 0) {
      value[k] = 20 + k;
      write(fd[1], "x", 1);
      _exit(0);
    }
    close(fd[1]);
    struct epoll_event ev = {.events = EPOLLIN, .data.u64 = (uint64_t)k << 32 | (unsigned)fd[0]};
    epoll_ctl(e, EPOLL_CTL_ADD, fd[0], &ev);
  }
  for (int left = 2; left;) {
    struct epoll_event ev;
    if (epoll_wait(e, &ev, 1, -1) != 1) continue;
    int fd = (int)(ev.data.u64 & 0xffffffff), k = (int)(ev.data.u64 >> 32);
    char c;
    if (read(fd, &c, 1) == 1) {
      sum += value[k];
      epoll_ctl(e, EPOLL_CTL_DEL, fd, NULL);
      close(fd);
      left--;
    }
  }
  while (wait(NULL) > 0) ;
  printf("%d\n", sum);
}
