/* maps_what_another_writes -- a file is mapped here and written to there */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>
#define SHARED(n) mmap(0, (n), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)
#define RELAXED memory_order_relaxed
#define ACQUIRE memory_order_acquire
#define RELEASE memory_order_release
#define ACQ_REL memory_order_acq_rel
int main(void) {
  int fd = open("f", O_CREAT | O_RDWR | O_TRUNC, 0600);
  ftruncate(fd, 4096);
  volatile char *p = mmap(0, 4096, 3, MAP_SHARED, fd, 0);
  if (fork() == 0) { pwrite(fd, "\1", 1, 0); _exit(0); }
  int v = p[0];
  printf("%d", v);
  fflush(stdout);
  wait(NULL);
  unlink("f");
}
