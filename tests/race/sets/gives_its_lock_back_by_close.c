/* gives_its_lock_back_by_close -- close gives a lock back, and who only tries gets it or not */
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
  atomic_int *n = SHARED(64);
  close(open("f", O_CREAT | O_RDWR, 0600));
  for (int i = 0; i < 2; i++) if (fork() == 0) { int fd = open("f", O_RDWR); struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET}; if (fcntl(fd, F_SETLK, &l) == 0) (*n)++; close(fd); _exit(0); }
  while (wait(NULL) > 0) ;
  printf("%d", *n);
  fflush(stdout);
  unlink("f");
}
