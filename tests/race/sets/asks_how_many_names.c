/* asks_how_many_names -- fstat is answered by whether the child gave it another name */
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
  struct stat st;
  int fd = open("f", O_CREAT | O_RDWR | O_TRUNC, 0600);
  if (fork() == 0) { link("f", "g"); _exit(0); }
  fstat(fd, &st);
  printf("%d", (int)st.st_nlink);
  fflush(stdout);
  wait(NULL);
  unlink("f");
  unlink("g");
}
