/* asks_who_locks -- F_GETLK is answered by whether the child has the lock */
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
  int fd = open("f", O_CREAT | O_RDWR, 0600);
  struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  if (fork() == 0) { fcntl(fd, F_SETLK, &l); l.l_type = F_UNLCK; fcntl(fd, F_SETLK, &l); _exit(0); }
  fcntl(fd, F_GETLK, &l);
  printf("%d", l.l_type != F_UNLCK);
  fflush(stdout);
  wait(NULL);
  unlink("f");
}
