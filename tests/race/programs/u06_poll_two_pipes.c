#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <threads.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <signal.h>
#include <fcntl.h>
#include <errno.h>
#include <mqueue.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <sys/stat.h>
#include <sys/shm.h>
#include <sys/sem.h>
#include <sys/msg.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <poll.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)

int main(void) {
  int *c = SHARED(4096), p[2], q[2];
  pipe(p);
  pipe(q);
  for (int k = 0; k < 2; k++)
    if (!fork()) {
      c[k] = k + 1;
      write(k ? p[1] : q[1], "z", 1);
      _exit(0);
    }
  struct pollfd f[2] = {{p[0], POLLIN}, {q[0], POLLIN}};
  int n = 0;
  char b;
  while (n < 2) {
    poll(f, 2, -1);
    for (int i = 0; i < 2; i++)
      if (f[i].revents & POLLIN) {
        read(f[i].fd, &b, 1);
        n++;
        f[i].fd = -1;
      }
  }
  printf("%d\n", c[0] + c[1]);
  while (wait(0) > 0)
    ;
}
