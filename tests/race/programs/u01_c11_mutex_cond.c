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

int x;
mtx_t m;
cnd_t c;
int r;
int w(void *p) {
  mtx_lock(&m);
  x++;
  r++;
  cnd_signal(&c);
  mtx_unlock(&m);
  return 0;
}
int main(void) {
  thrd_t t[3];
  mtx_init(&m, mtx_plain);
  cnd_init(&c);
  for (int i = 0; i < 3; i++)
    thrd_create(&t[i], w, 0);
  mtx_lock(&m);
  while (r < 3)
    cnd_wait(&c, &m);
  mtx_unlock(&m);
  for (int i = 0; i < 3; i++)
    thrd_join(t[i], 0);
  printf("%d\n", x);
}
