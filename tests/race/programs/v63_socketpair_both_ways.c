/* v63_socketpair_both_ways -- OK: a request and an answer over a socket pair */
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
#include <sys/socket.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *cell = SHARED(4096), ends[2];
  char c;
  socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
  if (fork() == 0) {
    close(ends[0]);
    while (recv(ends[1], &c, 1, 0) == 1) {
      *cell *= 2;
      send(ends[1], &c, 1, 0);
    }
    _exit(0);
  }
  close(ends[1]);
  *cell = 1;
  for (int i = 0; i < 4; i++) {
    send(ends[0], "x", 1, 0);
    recv(ends[0], &c, 1, 0);
    ++*cell;
  }
  close(ends[0]);
  wait(NULL);
  printf("%d\n", *cell);
}
