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
int w(void *p) {
  x++;
  return 0;
}
int main(void) {
  thrd_t t[2];
  for (int i = 0; i < 2; i++)
    thrd_create(&t[i], w, 0);
  for (int i = 0; i < 2; i++)
    thrd_join(t[i], 0);
  printf("%d\n", x);
}
